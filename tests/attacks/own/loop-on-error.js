// expect: the error is told, then the listener ends at the CPU limit
// group: loop
// judge: limit cpu
// errors: many
wx.onError(() => {
  for (;;);
});
setTimeout(() => {
  throw new Error("first");
});
