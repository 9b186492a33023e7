// expect: there is an end to the files that may be open at once
// group: flood
// judge: ok
// says: ^openSync:fail .*limit
const fs = wx.getFileSystemManager();
const filePath = `${wx.env.USER_DATA_PATH}/a`;
fs.writeFileSync(filePath, "");
try {
  for (let i = 0; i < 100000; i++) fs.openSync({ filePath, flag: "r" });
  console.log("OVER");
} catch (error) {
  console.log(error.errMsg);
}
