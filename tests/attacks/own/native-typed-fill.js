// expect: ends at a limit
// group: native
// judge: limit cpu wall memory or error out of memory
// options: --memory-limit 128
const list = new Uint8Array(1 << 25);
for (;;) list.fill(1).indexOf(2);
