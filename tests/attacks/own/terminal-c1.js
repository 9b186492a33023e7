// expect: every C1 control character is written out
// group: terminal
// judge: ok
// says: \\x9b
// tty: yes
let text = "";
for (let i = 128; i < 160; i++) text += String.fromCharCode(i);
console.log(text);
console.log({ [text]: text });
