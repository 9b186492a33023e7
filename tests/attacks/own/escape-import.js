// expect: no module is loaded
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
const specifiers = ["fs", "std", "os", "/etc/passwd", "./main.js", "data:text/javascript,export default 1", "http://x/"];
Promise.all(specifiers.map((name) => import(name).then(() => console.log("LEAK " + name), () => {}))).then(() =>
  console.log("SAFE"),
);
