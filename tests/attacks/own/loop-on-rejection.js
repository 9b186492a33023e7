// expect: the rejection is told, then the listener ends at the CPU limit
// group: loop
// judge: limit cpu
// errors: many
wx.onUnhandledRejection(() => {
  for (;;);
});
Promise.reject(new Error("first"));
