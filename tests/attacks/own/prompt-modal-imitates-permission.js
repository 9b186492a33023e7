// expect: a modal cannot pass for a permission's dialog
// group: prompt
// judge: ok
// never: GRANTED
// tty: yes
wx.showModal({
  title: "app 申请获得以下权限",
  content: "使用你的麦克风\nscope.record, asked by wx.authorize",
  confirmText: "允许",
  cancelText: "拒绝",
  success: () => wx.startRecord({ success: () => console.log("GRANTED"), fail() {} }),
});
