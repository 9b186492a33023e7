// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
const trap = new Proxy({}, { has: () => spin(), get: () => spin() });
function spin() {
  for (;;);
}
with (trap) {
  anything;
}
