// expect: the program goes on after it
// group: deep
// judge: ok
// says: DONE
function down() {
  try {
    down();
  } catch (_) {
    return 1;
  }
}
down();
setTimeout(() => console.log("DONE"));
