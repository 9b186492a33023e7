// expect: ends at a limit, or with the engine's error
// group: memory
// judge: limit memory cpu wall or error RangeError|InternalError
const list = new Array(2 ** 32 - 1);
list.fill(0);
