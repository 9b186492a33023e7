// expect: ends at a limit
// group: native
// judge: limit cpu wall memory or error out of memory
// options: --memory-limit 128
const list = new Float64Array(6e6);
for (;;) {
  list.fill(1);
  list.sort();
}
