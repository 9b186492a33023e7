// expect: ends at a limit; the parent's memory stays bounded
// group: flood
// judge: limit memory cpu messages timeout
// memory: 250
for (;;) wx.getSetting();
