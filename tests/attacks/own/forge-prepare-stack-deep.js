// expect: a stack that is no text is left out
// group: forge
// judge: error data not found or limit memory cpu
Error.prepareStackTrace = () => {
  let deep = {};
  for (let i = 0; i < 3000; i++) deep = { deep, toJSON: undefined };
  return deep;
};
wx.getStorage({ key: "none" });
