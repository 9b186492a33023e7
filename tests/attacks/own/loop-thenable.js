// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
// says: ^before$
console.log("before");
Promise.resolve({
  get then() {
    for (;;);
  },
});
