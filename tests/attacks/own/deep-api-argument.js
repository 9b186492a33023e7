// expect: the call's own failure
// group: deep
// judge: ok
// says: DONE
let value = {};
for (let i = 0; i < 100000; i++) value = { value };
wx.setStorage({ key: "x", data: value, fail: () => console.log("DONE") });
wx.authorize({ scope: value, fail() {} });
