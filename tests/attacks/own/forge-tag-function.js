// expect: no function but the one that was passed is called back
// group: forge
// judge: ok or error \S
// never: FORGED|the host has stopped
const list = [];
for (const v of [{}, "1]; x", 1, 2, null, -1, 1e99, "__proto__"]) {
  list.toJSON = () => ({ $: "Function", v });
  try {
    wx.nextTick(list);
  } catch (_) {}
}
