// expect: the engine's error
// group: deep
// judge: error stack overflow|call stack
(function down() {
  down();
})();
