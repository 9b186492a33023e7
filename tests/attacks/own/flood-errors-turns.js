// expect: ends at the timeout; errors over many turns are capped like console output, with a note of how much was cut
// group: flood
// judge: limit timeout cpu memory messages
// errors: many
// options: --timeout 2
// size: 16
// memory: 250
setInterval(() => {
  throw new Error("y".repeat(100000));
}, 0);
