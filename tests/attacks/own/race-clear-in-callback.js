// expect: timers that are cleared while others run do not run
// group: race
// judge: ok
// never: LATE
const late = setTimeout(() => console.log("LATE"), 1);
setTimeout(() => clearTimeout(late), 0);
const interval = setInterval(() => {
  clearInterval(interval);
  clearInterval(interval);
  setTimeout(() => console.log("DONE"), 5);
}, 1);
for (const odd of [undefined, null, NaN, -1, 1e99, "x", {}, [], Symbol.iterator, 10n, late]) {
  try {
    clearTimeout(odd);
  } catch (_) {}
}
