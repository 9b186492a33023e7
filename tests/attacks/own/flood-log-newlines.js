// expect: capped
// group: flood
// judge: ok or limit memory cpu messages output
// size: 16
console.log("\n".repeat(3e6));
