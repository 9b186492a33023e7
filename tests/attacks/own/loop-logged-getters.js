// expect: getters of logged values do not run, or end at the CPU limit
// group: loop
// judge: ok or limit cpu
const spin = {
  get() {
    while (1) {}
  },
};
const error = new Error("x");
for (const name of ["name", "message", "stack", "cause", "errors"]) Object.defineProperty(error, name, spin);
const shown = Object.defineProperty({}, Symbol.toStringTag, { ...spin, enumerable: true });
class Tricky {
  static get name() {
    while (1) {}
  }
}
console.log(error);
console.log(new Tricky());
console.log(shown);
console.table([shown]);
console.dir(error);
