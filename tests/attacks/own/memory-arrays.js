// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
// says: ^before$
console.log("before");
const all = [];
for (;;) all.push([1, 2, 3]);
