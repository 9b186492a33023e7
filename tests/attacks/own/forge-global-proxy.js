// expect: a trap in the globals' prototype chain sees nothing of the host's
// group: forge
// judge: ok
// says: DONE
// never: LEAK
try {
  Object.setPrototypeOf(
    globalThis,
    new Proxy(Object.prototype, {
      get(target, key, receiver) {
        if (/^__/.test(String(key)) && key !== "__proto__") log("LEAK " + String(key));
        return Reflect.get(target, key, receiver);
      },
      set(target, key) {
        log("LEAK " + String(key));
        return true;
      },
    }),
  );
} catch (_) {}
const log = console.log;
wx.getSetting({ complete: () => log("DONE") });
