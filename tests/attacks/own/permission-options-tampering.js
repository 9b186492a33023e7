// expect: options are read once, and only their own fields
// group: permission
// judge: ok
// never: GRANTED
let reads = 0;
const options = {
  get scope() {
    return reads++ ? "scope.record" : "scope.nothing";
  },
  success: () => console.log("GRANTED"),
  fail: () => console.log(reads === 1 ? "SAFE" : "LEAK " + reads),
};
wx.authorize(options);
