// expect: the same for the constructors of async functions and generators
// group: escape
// judge: ok
// says: SAFE
const AsyncFunction = (async () => {}).constructor;
const AsyncGenerator = (async function* () {}).constructor;
AsyncFunction("return this")().then((found) => {
  if (found !== undefined && found !== globalThis) console.log("LEAK");
});
AsyncGenerator("yield this")()
  .next()
  .then(({ value }) => {
    if (value !== undefined && value !== globalThis) console.log("LEAK");
    console.log("SAFE");
  });
