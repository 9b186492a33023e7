// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
const all = [];
for (let i = 0; ; i++) all.push(new RegExp("(?:a|b){1,50}" + i));
