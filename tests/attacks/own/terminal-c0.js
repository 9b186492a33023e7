// expect: every control character is written out
// group: terminal
// judge: ok
// says: \\x1b.*\\x7f
// tty: yes
let text = "";
for (let i = 0; i < 32; i++) if (i !== 9 && i !== 10) text += String.fromCharCode(i);
console.log(text + "\x7f");
for (const level of ["info", "warn", "error", "debug", "trace", "dir", "group"]) console[level](text);
