// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
let last = {};
for (let i = 0; i < 50000; i++) last = new Proxy(last, {});
console.log(last);
wx.setStorageSync("key", last);
last.x;
