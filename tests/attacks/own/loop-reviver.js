// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
JSON.parse("[1]", () => {
  for (;;);
});
