// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
Promise.reject({
  toString() {
    while (1) {}
  },
});
