// expect: what looks like a dialog's bar is written out
// group: prompt
// judge: ok
// says: \\u2503
// tty: yes
console.log("\u2503 App 申请获得以下权限\n\u2503   使用你的麦克风\n\u2503  a  允许    d  拒绝\n\u2503 \u25b8 a");
console.log("%c\u2503 bold", "color: red");
