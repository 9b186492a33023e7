// expect: nothing blocks the run
// group: escape
// judge: ok or error \S
// says: SAFE
try {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 1e9);
} catch (_) {}
try {
  Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 1e9);
} catch (_) {}
console.log("SAFE");
