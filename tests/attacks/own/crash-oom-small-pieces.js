// expect: contained: memory used up in small pieces, and the error caught
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
const all = [];
for (;;) {
  try {
    for (;;) all.push({ a: 1, b: [1, 2], c: () => all });
  } catch (error) {
    all.push(error);
  }
}
