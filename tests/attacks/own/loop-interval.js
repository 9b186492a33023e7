// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
setInterval(() => {
  for (;;);
}, 1);
