// expect: ends at a limit
// group: loop
// judge: limit cpu memory
const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) };
const [...all] = endless;
