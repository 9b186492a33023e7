// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
wx.login({
  success: new Proxy(() => {}, {
    apply() {
      for (;;);
    },
  }),
});
