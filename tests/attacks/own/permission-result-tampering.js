// expect: what the program does to results changes no permission
// group: permission
// judge: ok
// says: SAFE
// never: GRANTED
wx.getSetting({
  success(result) {
    result.authSetting["scope.camera"] = result.authSetting["scope.record"] = true;
    wx.getSetting({
      success(again) {
        console.log(again.authSetting["scope.camera"] ? "GRANTED" : "SAFE");
      },
    });
    wx.startRecord({ success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
  },
});
