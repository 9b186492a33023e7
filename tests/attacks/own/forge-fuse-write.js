// expect: writing to what arms the limit does not disarm it
// group: forge
// judge: limit cpu
// says: SAFE
try {
  globalThis.__fuse = { valueOf: () => 1 };
  __fuse = () => {};
} catch (_) {}
try {
  Object.defineProperty(globalThis, "__fuse", { value: 1 });
  console.log("LEAK");
} catch (_) {
  console.log("SAFE");
}
try {
  delete globalThis.__fuse;
} catch (_) {}
setTimeout(() => {
  for (;;);
});
