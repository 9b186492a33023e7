// expect: ends at a limit
// group: flood
// judge: limit memory cpu messages output
// size: 16
for (;;) console.log("");
