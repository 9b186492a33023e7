// expect: a program's files take no more room than the platform gives them
// group: flood
// judge: ok or limit cpu wall timeout memory messages
// never: NOQUOTA
// options: --wall-limit 8 --cpu-limit 4
const fs = wx.getFileSystemManager();
const filePath = `${wx.env.USER_DATA_PATH}/a`;
const fd = fs.openSync({ filePath, flag: "w+" });
let size = 0;
for (const [name, grow] of [
  ["write", () => fs.writeSync({ fd, data: "x", position: size + 50000000 })],
  ["far", () => fs.writeSync({ fd, data: "x", position: Number.MAX_SAFE_INTEGER })],
  ["cut", () => fs.ftruncateSync({ fd, length: 1e15 })],
  ["copy", () => fs.copyFileSync(filePath, `${filePath}${size}`)],
]) {
  try {
    for (let i = 0; i < 20; i++) { grow(); size = fs.fstatSync({ fd }).size; }
  } catch (error) {
    console.log(name, error.errMsg);
  }
}
const all = fs.statSync(wx.env.USER_DATA_PATH, true).reduce((sum, entry) => sum + entry.stats.size, 0);
if (all > 200 * 1024 * 1024) console.log("NOQUOTA");
