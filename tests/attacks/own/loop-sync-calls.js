// expect: ends at a limit although every step is the host's
// group: loop
// judge: limit cpu wall memory timeout messages
for (;;) wx.getStorageInfoSync();
