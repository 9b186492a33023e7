// expect: the host call is answered, or refused; nothing aborts
// group: crash
// judge: error boo
// errors: many
const evil = {
  toString() {
    wx.setStorageSync("a", { toJSON: () => wx.getStorageSync("b") });
    console.log("x", evil2);
    return "boo";
  },
};
const evil2 = {
  get x() {
    wx.clearStorageSync();
    return 1;
  },
};
Promise.reject(evil);
setTimeout(() => {
  throw evil;
});
throw evil;
