// expect: ends at a limit
// group: native
// judge: limit cpu wall memory or error RangeError
Array.from({ length: 2 ** 53 - 1 });
