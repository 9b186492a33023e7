// expect: each call is settled once, whatever its options say
// group: forge
// judge: ok
// says: ^1 1$
let success = 0;
let complete = 0;
wx.getSetting({
  id: 1,
  seq: 1,
  success: () => success++,
  complete: () => complete++,
  "]": 1,
  '","': 2,
});
setTimeout(() => console.log(success, complete), 20);
