// expect: ends at a limit
// group: native
// judge: limit cpu wall memory
new Array(2 ** 32 - 1).join();
