// expect: nothing keeps the fuse from being let go of
// group: forge
// judge: limit cpu
const descriptor = Object.getOwnPropertyDescriptor(globalThis, "__fuse");
for (const function_ of descriptor ? [descriptor.get, descriptor.set] : []) {
  try {
    function_.call(null, globalThis);
    function_.call({}, new Proxy({}, {}));
  } catch (_) {}
}
let caught = [];
Object.defineProperty(Object.prototype, "set", {
  set(value) {
    caught.push(value);
  },
  configurable: true,
});
setTimeout(() => {
  for (;;);
});
