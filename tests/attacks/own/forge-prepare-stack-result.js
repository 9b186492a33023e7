// expect: a stack that is no text, where engines let the program make it, is left out
// group: forge
// judge: error data not found
Error.prepareStackTrace = () => ({ a: 1 });
wx.getStorage({ key: "none" });
