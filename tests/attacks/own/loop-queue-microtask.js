// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
queueMicrotask(function again() {
  queueMicrotask(again);
});
