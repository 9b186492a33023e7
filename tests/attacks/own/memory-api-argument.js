// expect: ends at a limit, or with the call's own failure: shared parts are written out each time
// group: memory
// judge: limit memory cpu wall or error exceed|out of memory
let value = "x".repeat(1000);
for (let i = 0; i < 40; i++) value = [value, value];
wx.setStorageSync("key", value);
