// expect: capped after escaping: one character may become ten
// group: flood
// judge: ok or limit memory cpu messages output
// size: 16
console.log("\u{e0001}".repeat(1e6));
