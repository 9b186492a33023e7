// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
throw {
  toString() {
    while (1) {}
  },
};
