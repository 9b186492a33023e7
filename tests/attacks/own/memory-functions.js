// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
const all = [];
for (let i = 0; ; i++) all.push(new Function("a", `return a + ${i}`));
