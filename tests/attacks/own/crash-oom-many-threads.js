// expect: contained: many suspended functions wake at the edge of memory
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
// errors: many
const all = [];
async function one() {
  await null;
  for (;;) {
    try {
      all.push(new Array(100).fill(0));
    } catch (_) {
      await null;
      throw all;
    }
  }
}
for (let i = 0; i < 100; i++) one();
