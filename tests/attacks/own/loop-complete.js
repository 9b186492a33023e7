// expect: ends at the CPU limit, which names the callback
// group: loop
// judge: limit cpu
// says: ^before$
wx.getSetting({
  complete() {
    console.log("before");
    while (true) {}
  },
});
