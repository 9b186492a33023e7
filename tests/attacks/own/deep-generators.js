// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
function* nest(n) {
  if (n) yield* nest(n - 1);
  yield n;
}
for (const _ of nest(100000));
