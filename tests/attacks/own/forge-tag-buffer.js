// expect: a tag of the wire's own is data
// group: forge
// judge: ok or error setStorageSync
// never: the host has stopped
const list = [];
list.toJSON = () => ({ $: "Buffer", v: "Q", t: "Float64Array" });
wx.setStorageSync("k", list);
