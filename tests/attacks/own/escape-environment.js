// expect: nothing of the environment, the user or the machine can be read
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
const seen = new Set();
const texts = [];
(function walk(value, depth) {
  if (Object(value) !== value) return void texts.push(String(value));
  if (seen.has(value) || depth > 4) return;
  seen.add(value);
  for (const key of Reflect.ownKeys(value)) {
    try {
      walk(value[key], depth + 1);
    } catch (_) {}
  }
})([globalThis, wx.getSystemInfoSync(), wx.getStorageInfoSync(), wx.getRecorderManager()], 0);
console.log(/JSHOST|PATH=|HOME=|\/home\/|\/root\b|\/tmp\/|pytest|python/i.test(texts.join("\n")) ? "LEAK" : "SAFE");
