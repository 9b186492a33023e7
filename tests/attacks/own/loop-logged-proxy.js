// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
console.log(
  new Proxy(
    {},
    {
      getPrototypeOf() {
        while (1) {}
      },
      ownKeys() {
        while (1) {}
      },
      get() {
        while (1) {}
      },
    },
  ),
);
