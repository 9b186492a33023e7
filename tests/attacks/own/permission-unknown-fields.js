// expect: fields that are not documented decide nothing
// group: permission
// judge: ok
// never: GRANTED
const extra = {
  tapped: true, gesture: 1, granted: true, decision: "granted", by: "user", force: true, answer: "allow",
  isOptions: 1, id: 0, seq: 0, __proto__: { scope: "scope.camera" },
};
wx.authorize({ ...extra, scope: "scope.camera", success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
wx.getLocation({ ...extra, success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
