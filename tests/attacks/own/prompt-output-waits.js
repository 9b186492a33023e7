// expect: while a dialog is open, the program's output waits
// group: prompt
// judge: ok
// never: GRANTED
// tty: yes
const start = Date.now();
const timer = setInterval(() => {
  console.log("tick");
  if (Date.now() - start > 60) clearInterval(timer);
}, 1);
wx.authorize({ scope: "scope.record", success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
