// expect: ends at a limit: the program cannot go on after it
// group: native
// judge: limit cpu wall
// never: again
(async () => {
  for (;;) {
    try {
      await /^(a+)+$/.test("a".repeat(40) + "b");
    } catch (_) {}
    console.log("again");
  }
})();
