// expect: ends at a limit; the parent's memory stays bounded
// group: flood
// judge: limit memory cpu messages timeout wall
// memory: 250
const title = "x".repeat(1e5);
for (;;) wx.showToast({ title });
