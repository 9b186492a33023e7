// expect: ends at the CPU limit, which names setTimeout
// group: loop
// judge: limit cpu
// says: ^before$
setTimeout(() => {
  console.log("before");
  for (;;);
}, 1);
