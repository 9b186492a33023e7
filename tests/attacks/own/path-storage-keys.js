// expect: a key is no path and no SQL
// group: path
// judge: ok
// says: SAFE
// never: LEAK|WROTE
for (const key of ["../../jshost-pwned", "/tmp/jshost-pwned", "'; DROP TABLE grants; --", "\0", "%00", "a\nb", "\ud800"]) {
  wx.setStorageSync(key, key);
  if (wx.getStorageSync(key) !== key) console.log("LEAK " + JSON.stringify(key));
}
wx.getSetting({ success: () => console.log("SAFE") });
