// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}
fibonacci(60);
