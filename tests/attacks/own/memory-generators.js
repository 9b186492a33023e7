// expect: ends at the memory limit
// group: memory
// judge: limit memory cpu
function* wait() {
  yield new Array(100).fill(0);
}
const all = [];
for (;;) {
  const one = wait();
  one.next();
  all.push(one);
}
