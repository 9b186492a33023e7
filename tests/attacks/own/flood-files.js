// expect: there is an end to the files that a program may have, or to its run
// group: flood
// judge: ok or limit cpu wall timeout messages
// never: OVER
// options: --wall-limit 6 --cpu-limit 3
const fs = wx.getFileSystemManager();
let count = 0;
try {
  for (;;) fs.writeFileSync(`${wx.env.USER_DATA_PATH}/${count++}`, "");
} catch (_) {}
if (count > 60000) console.log("OVER");
