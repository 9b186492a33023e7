// expect: ends at a limit
// group: flood
// judge: limit memory cpu messages
// memory: 250
const recorder = wx.getRecorderManager();
for (;;) recorder.onStart(() => {});
