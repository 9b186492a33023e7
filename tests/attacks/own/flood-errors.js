// expect: ends at the timeout; errors are capped like any output
// group: flood
// judge: limit timeout output
// errors: many
// options: --timeout 1
// size: 8
// memory: 250
setInterval(() => {
  throw new Error("x".repeat(400));
}, 0);
