// expect: a trace on standard output moves nothing: its lines are JSON that only has what can be seen
// group: terminal
// judge: error \\x1b
// options: --trace -
const evil = "\x1b[2J\x7f\x9b2J\u202e\u200b\ufeff\u2028\ud800\u{e0001}";
console.log(evil, { [evil]: evil });
wx.setStorageSync(evil, evil);
wx.showToast({ title: evil });
wx.showModal({ title: evil, content: evil });
wx.authorize({ scope: evil, fail() {} });
throw new Error(evil);
