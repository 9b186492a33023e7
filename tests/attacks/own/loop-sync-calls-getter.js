// expect: ends at a limit; a host call inside a getter of a thrown value kills nothing
// group: loop
// judge: limit cpu wall memory timeout messages
throw {
  get stack() {
    for (;;) wx.getStorageSync("x");
  },
};
