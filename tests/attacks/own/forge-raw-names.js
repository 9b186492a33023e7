// expect: none of the names that the host boots with is left
// group: forge
// judge: ok
// says: SAFE
for (const name of ["__raw", "__config", "__enter", "__onRejection", "__date_clock", "__fuse"]) {
  const kind = typeof globalThis[name];
  if (kind !== "undefined") console.log("LEAK " + name);
  try {
    if (eval("typeof " + name) !== "undefined") console.log("LEAK " + name);
  } catch (_) {}
}
console.log("SAFE");
