// expect: no function of the host's own JS can be had by looking at frames: they forge calls and taps
// group: forge
// judge: ok
// says: SAFE
// never: FORGED|GRANTED|LEAK
const found = {};
Error.prepareStackTrace = (_, frames) => {
  for (const frame of frames) {
    const called = frame.getFunction && frame.getFunction();
    if (called && called.name) found[called.name] = called;
  }
  return "";
};
wx.getStorage({
  get key() {
    return String(new Error("x").stack);
  },
  complete() {},
});
setTimeout(() => {
  String(new Error("y").stack);
  for (const name of ["enter", "run", "send", "encodeOptions"]) if (found[name]) console.log("LEAK " + name);
  if (found.enter) found.enter("eval", "wx.openSetting({ success: () => console.log('GRANTED') })", 0);
  if (found.send) found.send('getSetting",9,{},1,1],["log","log","FORGED"],["call",8,"getSetting', {}, {});
  console.log("SAFE");
});
