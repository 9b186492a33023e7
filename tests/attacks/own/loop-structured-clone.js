// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
structuredClone({
  get endless() {
    for (;;);
  },
});
