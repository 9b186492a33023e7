// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
throw {
  [Symbol.toPrimitive]() {
    while (1) {}
  },
};
