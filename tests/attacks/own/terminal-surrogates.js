// expect: lone surrogates are written out
// group: terminal
// judge: error \\ud800
// says: \\ud800
// tty: yes
console.log("a\ud800b\udfffc");
console.log({ "\ud800": "\udfff" });
throw new Error("\ud800");
