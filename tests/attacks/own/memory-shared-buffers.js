// expect: ends at the memory limit: shared buffers count as well
// group: memory
// judge: limit memory cpu or error SharedArrayBuffer
const all = [];
for (;;) all.push(new Uint8Array(new SharedArrayBuffer(1 << 22)).fill(1));
