// expect: a replaced then sees none of the host's functions
// group: pollution
// judge: ok
// says: SAFE
// never: LEAK
const log = console.log;
const { then } = Promise.prototype;
let seen = "";
Promise.prototype.then = function (...handlers) {
  for (const handler of handlers) seen += String(handler);
  return then.apply(this, handlers);
};
wx.getSetting();
wx.login({ success() {} });
queueMicrotask(() => {});
setTimeout(() => log(/post\(|outbox|describe/.test(seen) ? "LEAK " + seen : "SAFE"), 20);
