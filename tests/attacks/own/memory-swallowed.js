// expect: ends at a limit: a program that catches what it gets cannot stay at the edge for ever
// group: memory
// judge: limit memory cpu wall crash
const all = [];
(async function again() {
  for (;;) {
    try {
      for (;;) all.push(new Array(10000).fill(all.length));
    } catch (_) {
      await null;
    }
  }
})();
