// expect: a replaced JSON sees nothing of the host's and changes nothing
// group: pollution
// judge: ok
// says: SAFE
// never: LEAK|FORGED
const log = console.log;
let seen = 0;
JSON.parse = JSON.stringify = () => {
  seen++;
  return '["FORGED"]';
};
String.prototype.toJSON = Number.prototype.toJSON = Boolean.prototype.toJSON = () => "FORGED";
Object.prototype.toJSON = function () {
  return this;
};
wx.setStorageSync("k", { a: ["b", 1] });
const back = wx.getStorageSync("k");
log(back.a[0] === "b" && seen === 0 ? "SAFE" : "LEAK " + seen + back.a[0]);
