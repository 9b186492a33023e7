// expect: a value is refused that is longer than any text can be: a list that only says that it is long
// group: memory
// judge: error setStorageSync:fail Invalid string length
wx.setStorageSync("key", new Array(2 ** 32 - 1));
