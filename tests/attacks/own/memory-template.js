// expect: ends at the memory limit, or with the engine's error
// group: memory
// judge: limit memory cpu or error InternalError|RangeError
let text = "xx";
for (;;) text = `${text}${text}${text}`;
