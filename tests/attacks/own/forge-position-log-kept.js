// expect: console text is shown as it is written, whatever it looks like
// group: forge
// judge: ok
// says: ^at <input>:4001$
console.log("at <input>:4001");
console.log("x <input>:1\ny (native)");
