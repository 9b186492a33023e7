// expect: a script that fails while it loads runs no further
// group: race
// judge: error end now
// never: LATE
setTimeout(() => console.log("LATE"), 1);
wx.login({ success: () => console.log("LATE") });
Promise.resolve().then(() => setTimeout(() => console.log("LATE"), 1));
throw new Error("end now");
