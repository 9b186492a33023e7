// expect: this and arguments of every callback are the documented ones
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
function check() {
  "use strict";
  if (this !== undefined && this !== globalThis) console.log("LEAK " + Object.keys(this));
  if (arguments.length > 1) console.log("LEAK " + arguments.length);
}
wx.login({ success: check, complete: check });
wx.getStorage({ key: "none", fail: check });
wx.nextTick(check);
setTimeout(check);
wx.onError(check);
wx.onUnhandledRejection(check);
Promise.reject(1).catch(check);
setTimeout(() => console.log("SAFE"), 20);
