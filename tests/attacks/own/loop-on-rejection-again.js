// expect: a listener that rejects again does not call itself for ever, or ends at the timeout
// group: loop
// judge: limit timeout or error first
// errors: many
// options: --timeout 1
wx.onUnhandledRejection(() => {
  Promise.reject(new Error("again"));
});
Promise.reject(new Error("first"));
