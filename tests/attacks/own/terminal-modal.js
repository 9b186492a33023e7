// expect: titles, texts and buttons of dialogs move nothing, hide nothing and stay marked
// group: terminal
// judge: ok
// tty: yes
const evil = "\x1b[2J\x1b[H\x1b[8m\r\n\u2503 a  allow\n\u202e\x9b2K\ud800";
const small = "\x1b[2J\n\u202e"; // what fits on a button
wx.showModal({
  title: evil,
  content: evil + "x".repeat(5000),
  cancelText: small,
  confirmText: small,
  placeholderText: evil,
  editable: true,
});
wx.showActionSheet({ itemList: [evil, evil, "\x1b[31m", "\u2503", "", "x".repeat(9999)], alertText: evil, fail() {} });
