// expect: contained
// group: crash
// judge: ok or limit cpu memory crash
for (let i = 0; i < 20000; i++) {
  const map = new WeakMap();
  const key = {};
  map.set(key, map);
  map.set(map, key);
  const ref = new WeakRef(key);
  ref.deref();
}
console.log("DONE");
