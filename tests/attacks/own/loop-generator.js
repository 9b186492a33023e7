// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
function* numbers() {
  try {
    yield 1;
  } finally {
    for (;;);
  }
}
for (const _ of numbers()) break;
