// expect: ends at the timeout or a limit: what the parent remembers of calls is bounded
// group: flood
// judge: limit memory cpu messages timeout wall
// options: --timeout 2
// memory: 250
const title = "x".repeat(1e6);
(function again() {
  wx.showToast({ title, complete: again });
})();
