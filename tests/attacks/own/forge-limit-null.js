// expect: an ordinary script error, exit 1; engines throw null when no memory is left
// group: forge
// judge: error null
// never: limit of
// errors: many
wx.login({
  success() {
    throw null;
  },
});
setTimeout(() => {
  throw null;
});
Promise.reject(null);
