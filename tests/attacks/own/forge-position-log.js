// expect: a text that looks like one of the engine's positions is text
// group: forge
// judge: ok
// says: 999
console.log("<input>:" + "9".repeat(5000));
