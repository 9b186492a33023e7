// expect: a then on Object.prototype gets the result and nothing of the host's
// group: forge
// judge: ok
// never: LEAK
Object.prototype.then = function (resolve, reject) {
  if (/send|enter|post|outbox/.test(Function.prototype.toString.call(resolve))) console.log("LEAK");
  if (this && this.errMsg === undefined && this !== globalThis) console.log("LEAK " + Object.keys(this));
  delete Object.prototype.then;
  resolve(this);
};
wx.getSetting().then(
  () => console.log("DONE"),
  () => console.log("DONE"),
);
