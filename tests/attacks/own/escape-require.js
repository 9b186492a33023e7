// expect: require, module and exports lead nowhere
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
for (const path of ["fs", "os", "std", "child_process", "../../../etc/passwd", "/etc/passwd", "./x", "file:///etc/passwd"]) {
  try {
    console.log("LEAK " + typeof require(path));
  } catch (error) {
    if (/root:|\.py|site-packages/.test(error.message + error.stack)) console.log("LEAK");
  }
}
if (module.constructor !== Object || Object.keys(module).join() !== "exports") console.log("LEAK");
if (typeof require.cache !== "undefined" || typeof require.main !== "undefined") console.log("LEAK");
console.log("SAFE");
