// expect: numbers that no phone could mean fail like any wrong parameter, or are taken for the default
// group: forge
// judge: ok
// says: ^DONE$
// options: --grant scope.record --clock virtual
const recorder = wx.getRecorderManager();
recorder.onError(() => {});
for (const huge of [1e308, -1e308, 1e400, NaN, 2 ** 53, 5e-324, -0]) {
  for (const format of ["mp3", "PCM", "wav"]) {
    recorder.start({ frameSize: huge, format, duration: 1 });
    recorder.stop();
    recorder.start({ duration: huge, format, sampleRate: huge, encodeBitRate: huge, numberOfChannels: huge });
    recorder.stop();
  }
  wx.showToast({ title: "x", duration: huge });
  wx.openLocation({ latitude: huge, longitude: huge, scale: huge });
  wx.login({ timeout: huge });
  wx.setStorageSync("huge", huge);
  setTimeout(() => {}, huge > 1e6 ? 0 : huge);
}
console.log("DONE");
