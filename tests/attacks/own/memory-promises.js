// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
const never = new Promise(() => {});
for (;;) never.then(() => {});
