// expect: folders in each other end long before anything that walks them does
// group: deep
// judge: ok
// says: ^SAFE$
const fs = wx.getFileSystemManager();
let path = wx.env.USER_DATA_PATH;
try {
  for (let i = 0; i < 5000; i++) fs.mkdirSync((path += "/a"));
  console.log("OVER");
} catch (_) {}
try {
  fs.mkdirSync(`${wx.env.USER_DATA_PATH}/${"b/".repeat(2000)}`, true);
  console.log("OVER");
} catch (_) {}
fs.statSync(wx.env.USER_DATA_PATH, true);
fs.rmdirSync(`${wx.env.USER_DATA_PATH}/a`, true);
console.log(fs.readdirSync(wx.env.USER_DATA_PATH).length === 0 ? "SAFE" : "WROTE");
