// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
// says: ^before$
(async () => {
  await wx.getSetting();
  console.log("before");
  for (;;);
})();
