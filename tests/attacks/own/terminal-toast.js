// expect: toasts and other texts move nothing
// group: terminal
// judge: ok
// tty: yes
const evil = "\x1b[2J\u202e\x9b\r";
wx.showToast({ title: evil });
wx.showLoading({ title: evil });
wx.openLocation({ latitude: 0, longitude: 0, name: evil, address: evil });
wx.authorize({ scope: evil, fail: ({ errMsg }) => console.log(errMsg) });
wx.setStorageSync(evil, evil);
console.log(wx.getStorageInfoSync().keys, wx.getStorageSync(evil));
console.table([{ [evil]: evil }]);
console.time(evil);
console.count(evil);
console.group(evil);
console.assert(false, evil);
