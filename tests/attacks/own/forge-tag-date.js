// expect: a tag of the wire's own is data, wherever it comes from
// group: forge
// judge: ok or error setStorageSync
// never: the host has stopped
const list = [];
list.toJSON = () => ({ $: "Date", v: "boo" });
wx.setStorageSync("k", list);
console.log(JSON.stringify(wx.getStorageSync("k")));
