// expect: ends at the CPU limit: options are read by the guest half, with the guest's limit on
// group: loop
// judge: limit cpu
// says: ^before$
console.log("before");
wx.getStorage({
  get key() {
    for (;;);
  },
});
