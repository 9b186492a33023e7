// expect: ends at a limit: console and host calls in turns
// group: flood
// judge: limit memory cpu wall timeout messages output
// size: 64
for (;;) {
  console.log("x".repeat(5000));
  wx.getStorageSync("x");
}
