// expect: ends at the run's timeout
// group: loop
// judge: limit timeout
// options: --timeout 1
(function again() {
  wx.nextTick(again);
})();
