// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
// options: --grant scope.record --cpu-limit 0.3
const recorder = wx.getRecorderManager();
recorder.onStart(() => {
  for (;;);
});
recorder.start({});
