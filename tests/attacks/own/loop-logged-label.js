// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
console.count({
  toString() {
    while (1) {}
  },
});
