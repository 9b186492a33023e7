// expect: an ordinary script error, exit 1: a caught engine error with another text
// group: forge
// judge: error out of memory
// never: limit of
let caught;
try {
  (function down() {
    down();
  })();
} catch (error) {
  caught = error;
}
caught.message = "out of memory";
throw caught;
