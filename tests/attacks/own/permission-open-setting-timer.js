// expect: no settings page without a tap, by way of a timer or a job
// group: permission
// judge: ok
// says: ^SAFE$
// never: GRANTED
// tty: yes
const page = { success: () => console.log("GRANTED"), fail: () => console.log("SAFE") };
setTimeout(() => wx.openSetting(page), 1);
Promise.resolve().then(() => wx.openSetting(page));
