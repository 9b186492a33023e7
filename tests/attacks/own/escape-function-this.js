// expect: what every constructor leads to is the guest's own global object
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
const globals = [
  Function("return this")(),
  (0, eval)("this"),
  [].constructor.constructor("return this")(),
  Object.getPrototypeOf(function* () {}).constructor("return this")().next,
  wx.login.constructor("return this")(),
  console.log.constructor("return this")(),
  setTimeout.constructor("return this")(),
  new Function("return globalThis")(),
];
for (const found of globals) {
  if (found !== globalThis && typeof found !== "function") console.log("LEAK");
}
for (const name of ["std", "os", "bjson", "scriptArgs", "print", "process", "require", "__raw", "Deno", "window"]) {
  if (globalThis[name] !== undefined) console.log("LEAK " + name);
}
console.log("SAFE");
