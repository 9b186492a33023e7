// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
({}) instanceof
  {
    [Symbol.hasInstance]() {
      for (;;);
    },
  };
