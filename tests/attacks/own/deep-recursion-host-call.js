// expect: a clear error: host calls from the last free bit of stack
// group: deep
// judge: ok or error \S or limit cpu memory
(function down() {
  try {
    down();
  } catch (_) {
    wx.getStorageSync("x");
  }
})();
