// expect: an ordinary script error, exit 1: the engine's real error, thrown again much later
// group: forge
// judge: error stack overflow|call stack
// never: limit of
let caught;
try {
  (function down() {
    down();
  })();
} catch (error) {
  caught = error;
}
setTimeout(() => {
  throw caught;
}, 10);
