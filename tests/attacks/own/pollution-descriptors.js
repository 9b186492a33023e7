// expect: get and set on Object.prototype break nothing of the host's
// group: pollution
// judge: ok
// says: DONE
// never: LEAK
const log = console.log;
for (const name of ["get", "set", "value", "writable", "enumerable", "configurable"]) {
  const value = () => log("LEAK");
  Object.defineProperty(Object.prototype, name, { __proto__: null, value, writable: true, configurable: true });
}
wx.getSetting({
  complete() {
    log("a", { b: 1 });
    log("DONE");
  },
});
