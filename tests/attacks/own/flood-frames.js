// expect: ends at the timeout or a limit
// group: flood
// judge: limit timeout memory cpu messages
// options: --clock virtual --grant scope.record --timeout 1
// memory: 250
const recorder = wx.getRecorderManager();
recorder.onFrameRecorded(() => {});
recorder.start({ frameSize: 1 / 1024, format: "PCM", duration: 600000, sampleRate: 48000 });
