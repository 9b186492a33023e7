// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
const bag = {};
for (let i = 0; ; i++) bag[Symbol(i)] = Symbol.for("s" + i);
