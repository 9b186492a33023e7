// expect: ends at the timeout or a limit; recordings do not pile up in the parent
// group: flood
// judge: limit timeout memory messages
// options: --clock virtual --grant scope.record --timeout 3
// memory: 250
const recorder = wx.getRecorderManager();
function record() {
  recorder.start({ format: "PCM", duration: 600000, sampleRate: 48000 });
}
recorder.onStop(record);
record();
