// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
throw {
  toString: null,
  valueOf() {
    while (1) {}
  },
};
