// expect: a clear error
// group: deep
// judge: error \S or limit cpu memory
const options = {
  get key() {
    wx.getStorage(options);
    return "x";
  },
};
wx.getStorage(options);
