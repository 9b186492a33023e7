// expect: no frame of the host's can be had by way of caller, callee or arguments
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
function probe() {
  for (const read of [() => probe.caller, () => arguments.callee.caller, () => probe.arguments, () => arguments.caller]) {
    try {
      const found = read();
      if (typeof found === "function" && !/probe/.test(String(found))) console.log("LEAK " + String(found).slice(0, 80));
    } catch (_) {}
  }
}
wx.getStorage({ key: "none", complete: probe });
wx.setStorageSync("k", { toJSON: probe });
setTimeout(() => console.log("SAFE"), 20);
