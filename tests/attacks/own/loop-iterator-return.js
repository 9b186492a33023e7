// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
for (const _ of {
  [Symbol.iterator]: () => ({
    next: () => ({ done: false }),
    return() {
      for (;;);
    },
  }),
}) {
  break;
}
