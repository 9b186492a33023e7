// expect: ends at a limit
// group: memory
// judge: limit memory cpu wall crash or error RangeError|InternalError
let number = 3n;
const all = [];
for (;;) all.push((number *= number));
