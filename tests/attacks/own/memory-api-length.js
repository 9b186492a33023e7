// expect: ends at a limit: a list that only says that it is long
// group: memory
// judge: limit memory cpu wall
// errors: many
wx.setStorageSync("key", new Array(2 ** 32 - 1));
