// expect: an ordinary script error, exit 1: the engine's own class of errors can be had from a caught one
// group: forge
// judge: error out of memory
// never: limit of
let prototype;
try {
  (function down() {
    down();
  })();
} catch (error) {
  prototype = Object.getPrototypeOf(error);
}
throw Object.setPrototypeOf({ message: "out of memory" }, prototype);
