// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
wx.nextTick(() => {
  for (;;);
});
