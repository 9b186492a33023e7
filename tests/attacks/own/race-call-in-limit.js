// expect: nothing runs after a limit
// group: race
// judge: limit cpu
// never: LATE
wx.login({ complete: () => console.log("LATE") });
setTimeout(() => console.log("LATE"), 1);
Promise.resolve().then(() => console.log("LATE"));
for (;;);
