// expect: ends at the CPU limit, which names the callback
// group: loop
// judge: limit cpu
// says: ^before$
wx.getStorage({
  key: "none",
  fail() {
    console.log("before");
    while (true) {}
  },
});
