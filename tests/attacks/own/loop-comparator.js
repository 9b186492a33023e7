// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
[3, 1, 2].sort(() => {
  for (;;);
});
