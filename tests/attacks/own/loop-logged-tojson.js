// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
console.log("%j", {
  toJSON() {
    while (1) {}
  },
});
