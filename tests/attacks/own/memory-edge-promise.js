// expect: ends in a documented way
// group: memory
// judge: ok or limit memory cpu wall crash or error \S
// errors: many
const all = [];
function fill() {
  try {
    for (;;) all.push(new Array(100).fill(all.length));
  } catch (_) {}
}
fill();
Promise.reject(1);
setTimeout(() => {
  fill();
  throw new Error("x");
});
