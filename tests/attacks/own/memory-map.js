// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
const map = new Map();
for (let i = 0; ; i++) map.set(i, { i });
