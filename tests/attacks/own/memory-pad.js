// expect: ends at the memory limit, or with the engine's error
// group: memory
// judge: limit memory cpu or error InternalError|RangeError
"x".padStart(2 ** 30 - 2, "abc");
