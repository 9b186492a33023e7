// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
console.log("%s", {
  toString() {
    while (1) {}
  },
});
console.log("%d", {
  valueOf() {
    while (1) {}
  },
});
console.log("%i", {
  [Symbol.toPrimitive]() {
    while (1) {}
  },
});
for (;;);
