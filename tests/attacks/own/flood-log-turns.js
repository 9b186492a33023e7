// expect: ends at the timeout; what a run may print is capped, with a note of how much was cut
// group: flood
// judge: limit timeout output
// options: --timeout 2
// size: 12
// memory: 250
setInterval(() => console.log(("y".repeat(9999) + "\n").repeat(100)), 0);
