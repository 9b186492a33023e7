// expect: ends at a limit: timers that are due do not wait for ever behind one that never ends
// group: native
// judge: limit cpu wall
setTimeout(() => /^(a+)+$/.test("a".repeat(40) + "b"), 1);
setInterval(() => {}, 1);
