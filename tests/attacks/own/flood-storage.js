// expect: ends by itself or at a limit; no more than 10 MB is kept
// group: flood
// judge: ok or limit cpu wall timeout messages
// never: NOQUOTA
// options: --wall-limit 6 --cpu-limit 2
for (let i = 0; i < 60; i++) {
  try {
    wx.setStorageSync("k".repeat(200000) + i, "");
  } catch (_) {
    break;
  }
}
if (wx.getStorageInfoSync().currentSize > 10240) console.log("NOQUOTA");
