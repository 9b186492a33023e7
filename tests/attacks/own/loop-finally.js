// expect: ends at the CPU limit; finally gives no second life
// group: loop
// judge: limit cpu
// never: after
try {
  for (;;);
} finally {
  console.log("after");
  for (;;);
}
