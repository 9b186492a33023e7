// expect: a program that asks for ever ends at the timeout
// group: flood
// judge: limit timeout messages
// options: --timeout 1
// errors: many
(function again() {
  wx.showModal({ title: "again", complete: again });
})();
