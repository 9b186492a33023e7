// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
"x".replace(/x/, () => {
  for (;;);
});
