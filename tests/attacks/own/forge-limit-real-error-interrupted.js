// expect: an ordinary script error, exit 1
// group: forge
// judge: error interrupted
// never: limit of
let caught;
try {
  (function down() {
    down();
  })();
} catch (error) {
  caught = error;
}
caught.message = "interrupted";
Promise.reject(caught);
