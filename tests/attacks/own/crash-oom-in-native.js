// expect: contained
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
// errors: many
let all = [];
for (let round = 0; round < 200; round++) {
  try {
    for (;;) all.push(new Array(1 << 12).fill(round));
  } catch (_) {
    all.length -= 3;
  }
  for (const act of [
    () => JSON.stringify(all),
    () => "abc".replace(/(a)(b)(c)/, "$3$2$1".repeat(1000)),
    () => new Map(all.map((x, i) => [i, x])),
    () => new Function("return " + "1+".repeat(1000) + "1"),
    () => [...all, ...all].sort(),
    () => /(a+)+(b+)+/.exec("aaaaab".repeat(100)),
    () => 2n ** 10000n,
    () => Promise.all(all),
    () => new Error("x").stack,
    () => Symbol("x" + round).toString(),
  ]) {
    try {
      act();
    } catch (_) {}
  }
}
