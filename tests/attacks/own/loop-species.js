// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
const list = [1, 2, 3];
list.constructor = {
  get [Symbol.species]() {
    for (;;);
  },
};
list.map((item) => item);
