// expect: ends at a limit, with the first lines shown
// group: flood
// judge: limit memory cpu messages output
// says: ^line 0$
// size: 16
for (let i = 0; ; i++) console.log("line " + i);
