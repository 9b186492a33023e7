// expect: ends at the CPU limit, which names the callback
// group: loop
// judge: limit cpu
// says: ^before$
wx.login({
  success() {
    console.log("before");
    while (true) {}
  },
});
