// expect: memory kept from turn to turn counts
// group: memory
// judge: limit memory cpu timeout
const all = [];
setInterval(() => all.push(new Array(50000).fill(0)), 0);
