// expect: setters, iterators and species that the program plants see nothing of the host's
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
const log = console.log;
let seen = 0;
for (const name of ["0", "1", "2", "length", "join", "push", "value", "get", "set", "site", "success", "internal", "text"]) {
  try {
    Object.defineProperty(Object.prototype, name, {
      set(value) {
        seen++;
        Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
      },
      get: () => undefined,
      configurable: true,
    });
  } catch (_) {}
}
for (const name of ["push", "join", "sort", "slice", "map", "concat"]) {
  Array.prototype[name] = function () {
    seen++;
  };
}
Array.prototype[Symbol.iterator] = function* () {
  seen++;
};
seen = 0;
wx.getSetting({ complete() {} });
wx.setStorage({ key: "k", data: [1, { a: 2 }] });
wx.getStorageSync("k");
log("a", { b: [1] });
setTimeout(() => log(seen ? "LEAK " + seen : "SAFE"), 20);
