// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
throw {
  toJSON() {
    while (1) {}
  },
};
