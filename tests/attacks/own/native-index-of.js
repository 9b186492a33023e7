// expect: ends at a limit
// group: native
// judge: limit cpu wall
Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
