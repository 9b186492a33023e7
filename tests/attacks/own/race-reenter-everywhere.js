// expect: calls from getters, toJSON, proxies and comparators inside other calls are made once each
// group: race
// judge: ok
// says: DONE
const again = () => {
  wx.getSetting({ complete() {} });
  wx.setStorageSync("x", 1);
  console.log("x", { y: 1 });
  return wx.getStorageSync("x");
};
wx.setStorage({
  get key() {
    again();
    return "k";
  },
  get data() {
    return { toJSON: () => [again(), new Proxy([1], { get: (t, k) => (again(), t[k]) })] };
  },
  get success() {
    again();
    return again;
  },
  complete() {
    console.log("DONE");
  },
});
