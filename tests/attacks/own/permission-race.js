// expect: of calls made at once, none slips past the question
// group: permission
// judge: ok
// says: SAFE
// never: GRANTED
// tty: yes
for (let i = 0; i < 20; i++) {
  wx.getLocation({ success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
  wx.authorize({ scope: "scope.userLocation", success: () => console.log("GRANTED") });
  wx.startRecord({ success: () => console.log("GRANTED") });
}
