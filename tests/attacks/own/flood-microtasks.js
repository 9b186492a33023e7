// expect: ends at a limit
// group: flood
// judge: limit memory cpu
(function more() {
  Promise.resolve().then(more);
  Promise.resolve().then(more);
})();
