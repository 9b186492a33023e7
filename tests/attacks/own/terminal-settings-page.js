// expect: the settings page shows nothing of the program's making
// group: terminal
// judge: ok
// tty: yes
wx.setStorageSync("\x1b[2J", "\x1b[2J");
wx.openSetting({ fail() {} });
