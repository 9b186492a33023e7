// expect: ends at a limit, or with the engine's error
// group: memory
// judge: limit memory cpu wall or error RangeError|InternalError
let value = [1];
for (let i = 0; i < 40; i++) value = [value, value];
JSON.stringify(value);
