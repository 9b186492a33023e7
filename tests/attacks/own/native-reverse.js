// expect: ends at a limit
// group: native
// judge: limit cpu wall memory
Array.prototype.reverse.call({ length: 2 ** 53 - 2 });
