// expect: ends at the CPU limit; what came before it in the same turn is shown
// group: race
// judge: limit cpu
// says: ^success$
// errors: many
wx.login({
  success() {
    console.log("success");
    throw new Error("in success");
  },
  complete() {
    for (;;);
  },
});
