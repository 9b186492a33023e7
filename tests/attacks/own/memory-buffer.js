// expect: ends at the memory limit, or with the engine's error
// group: memory
// judge: limit memory or error InternalError|RangeError
new ArrayBuffer(2 ** 31 - 1);
