// expect: names of classes and functions move nothing
// group: terminal
// judge: error \\x1b
// tty: yes
const error = new Error("x");
error.name = "\x1b[31mName\x1b]8;;http://evil\x07";
Object.defineProperty(error, "constructor", { value: class {} });
function named() {
  throw error;
}
Object.defineProperty(named, "name", { value: "\x1b[2Jf\u202e" });
console.log(named, error, Object.create(named.prototype));
named();
