// expect: a typed array that calls itself another keeps its bytes
// group: forge
// judge: ok or error setStorage
// never: the host has stopped
const bytes = new Uint8Array(3);
Object.defineProperty(bytes, Symbol.toStringTag, { value: "Float64Array" });
wx.setStorageSync("k", bytes);
console.log(wx.getStorageSync("k"));
