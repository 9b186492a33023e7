// expect: a replaced exec sees nothing of the host's
// group: pollution
// judge: ok
// says: SAFE
// never: LEAK
const log = console.log;
let seen = 0;
for (const name of ["exec", "test", "toString", Symbol.replace, Symbol.match, Symbol.split]) {
  RegExp.prototype[name] = function () {
    seen++;
    return null;
  };
}
for (const name of ["flags", "global", "source", "lastIndex"]) {
  Object.defineProperty(RegExp.prototype, name, {
    get() {
      seen++;
    },
  });
}
log({ "a-b": "it's" }, [new Error("x")], class A {});
setTimeout(() => log(seen ? "LEAK " + seen : "SAFE"), 20);
