// expect: ends at a limit, or with the engine's error
// group: memory
// judge: limit memory cpu wall or error RangeError|InternalError
let list = [1, 2, 3];
for (;;) list = list.concat(list);
