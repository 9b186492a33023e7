// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
throw new Proxy(
  {},
  {
    get() {
      while (1) {}
    },
  },
);
