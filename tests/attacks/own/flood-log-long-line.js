// expect: the line is cut, with a note of how much
// group: flood
// judge: ok
// says: more characters
// size: 1
console.log("x".repeat(1e6));
