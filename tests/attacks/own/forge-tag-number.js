// expect: a tag of the wire's own is data
// group: forge
// judge: ok or error setStorageSync
// never: the host has stopped
const list = [];
list.toJSON = () => ({ $: "Number", v: "boo" });
wx.setStorageSync("k", list);
