// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
throw Object.defineProperty(new Error("x"), "message", {
  get() {
    while (1) {}
  },
});
