// expect: ends at the CPU limit, whatever an engine that knows this hook runs when it stops the loop
// group: loop
// judge: limit cpu
Error.prepareStackTrace = () => {
  for (;;);
};
for (;;);
