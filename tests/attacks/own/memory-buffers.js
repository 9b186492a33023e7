// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
const all = [];
for (;;) all.push(new ArrayBuffer(1 << 16));
