// expect: stacks name the script as it was given, and nothing of the host's
// group: escape
// judge: ok
// says: SAFE
// never: LEAK
const texts = [];
const errors = [() => null.x, () => wx.setStorageSync(), () => JSON.parse("{"), () => eval("("), () => new Array(-1)];
for (const act of errors) {
  try {
    act();
  } catch (error) {
    texts.push(error.stack, error.message, error.fileName, String(error));
  }
}
wx.getStorage({
  key: "none",
  fail(result) {
    texts.push(new Error("x").stack, JSON.stringify(result));
    const bad = /\.py\b|Traceback|site-packages|\/(home|root|usr|tmp|work|var|private|Users)\b|[A-Z]:\\/;
    console.log(bad.test(texts.join(" ")) ? "LEAK " + texts.join(" ") : "SAFE");
  },
});
