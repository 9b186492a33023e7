// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
new Promise(() => {
  for (;;);
});
