// expect: contained
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
// errors: many
const all = [];
(async () => {
  try {
    for (;;) all.push({ a: [1, 2, 3] });
  } catch (_) {
    Promise.reject(all);
    await Promise.reject(1);
  }
})();
