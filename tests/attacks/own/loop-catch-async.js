// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
(async function again() {
  try {
    for (;;);
  } catch (_) {
  } finally {
    again();
  }
})();
