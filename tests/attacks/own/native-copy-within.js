// expect: ends at a limit
// group: native
// judge: limit cpu wall memory
Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1);
