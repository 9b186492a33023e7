// expect: asking again and again brings no permission, and at most one question for a scope
// group: permission
// judge: ok
// never: GRANTED
// warns: \A(?!(?s:.*nobody answered.*nobody answered.*nobody answered))
let left = 200;
(function again() {
  wx.authorize({ scope: "scope.camera", success: () => console.log("GRANTED"), fail: () => --left && again() });
})();
