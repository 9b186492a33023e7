// expect: ends at a limit
// group: flood
// judge: limit memory cpu messages
// memory: 250
for (;;) wx.onError(() => {});
