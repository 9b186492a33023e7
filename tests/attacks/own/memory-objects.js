// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
let all = null;
for (;;) all = { all };
