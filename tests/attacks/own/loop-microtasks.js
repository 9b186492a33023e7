// expect: ends at the CPU limit: one budget covers all jobs of a turn
// group: loop
// judge: limit cpu memory
(function again() {
  Promise.resolve().then(again);
})();
