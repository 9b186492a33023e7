// expect: ends at a limit
// group: flood
// judge: limit memory cpu wall messages timeout
// memory: 250
for (;;) wx.nextTick(() => {});
