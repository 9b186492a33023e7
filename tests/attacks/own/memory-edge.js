// expect: ends in a documented way: at the edge of its memory a program goes on calling the host
// group: memory
// judge: ok or limit memory cpu wall crash or error \S
// never: TypeError: cannot read property .* of undefined
let all = [];
try {
  for (;;) all.push("x".repeat(1000) + all.length);
} catch (_) {}
for (let i = 0; i < 200; i++) {
  try {
    all.length -= 1;
    wx.setStorageSync("key" + i, "y".repeat(500));
    wx.getSetting({ complete() {} });
    console.log(i);
  } catch (_) {}
}
all = null;
