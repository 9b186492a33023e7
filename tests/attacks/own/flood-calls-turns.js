// expect: ends at the timeout or a limit; calls that make more calls do not pile up in the parent
// group: flood
// judge: limit memory cpu messages timeout
// options: --timeout 1
// memory: 250
(function again() {
  wx.getSetting({ complete: again });
  wx.getSetting({ complete: again });
})();
