// expect: ends at a limit: an object whose toJSON makes another one, for ever
// group: loop
// judge: limit cpu memory or error nested
function next() {
  return { toJSON: () => ({ inner: next() }), more: next };
}
const endless = {
  get inner() {
    return Object.create(endless, { inner: { enumerable: true, get: () => ({ ...endless }) } });
  },
};
wx.setStorageSync("key", next());
wx.setStorageSync("key", endless);
