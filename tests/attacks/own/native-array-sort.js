// expect: ends at a limit
// group: native
// judge: limit cpu wall memory or error stack overflow|call stack
const list = { length: 2 ** 32 - 1 };
Array.prototype.sort.call(list);
