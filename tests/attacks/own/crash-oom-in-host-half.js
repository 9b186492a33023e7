// expect: contained: the host's own JS runs out of memory too
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
const all = [];
function fill() {
  try {
    for (let size = 1 << 16; size > 0; size >>= 1) {
      try {
        for (;;) all.push(new Uint8Array(size));
      } catch (_) {}
    }
  } catch (_) {}
}
for (let i = 0; i < 30; i++) {
  fill();
  try {
    wx.setStorageSync("k", { list: [1, 2, 3], text: "x".repeat(2000) });
    console.log({ i }, new Date(), [1, 2, { 3: 4 }]);
    wx.login({ success() {} });
    Promise.reject(new Error("x"));
  } catch (_) {}
  all.length -= 2;
}
