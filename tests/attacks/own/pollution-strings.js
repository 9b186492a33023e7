// expect: replaced methods of strings see nothing of the host's
// group: pollution
// judge: ok
// says: SAFE
// never: LEAK
const log = console.log;
let seen = 0;
for (const name of Object.getOwnPropertyNames(String.prototype)) {
  if (name === "constructor" || name === "length") continue;
  try {
    String.prototype[name] = function () {
      seen++;
    };
  } catch (_) {}
}
wx.setStorageSync("k", { a: ["b", 1], date: new Date(0), bytes: new Uint8Array(5) });
wx.getStorageSync("k");
wx.login({ fail() {} });
log("a", { b: "it's" }, new Error("x"), /x/, [1], new Map([[1, 2]]));
setTimeout(() => log(seen ? "LEAK " + seen : "SAFE"), 20);
