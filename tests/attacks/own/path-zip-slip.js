// expect: an archive cannot write beside the folder that it is unpacked into, and then writes nothing
// group: path
// judge: ok
// says: ^unzip:fail unzip entry fail\nSAFE$
const fs = wx.getFileSystemManager();
const path = `${wx.env.USER_DATA_PATH}/a.zip`;
fs.writeFileSync(path, "UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAIAAAAZ29vZC50eHR4UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAPAAAALi4vanNob3N0LXB3bmVkeFBLAQIUAxQAAAAAAAAAIQCDFtyMAQAAAAEAAAAIAAAAAAAAAAAAAACAAQAAAABnb29kLnR4dFBLAQIUAxQAAAAAAAAAIQCDFtyMAQAAAAEAAAAPAAAAAAAAAAAAAACAAScAAAAuLi9qc2hvc3QtcHduZWRQSwUGAAAAAAIAAgBzAAAAVQAAAAAA", "base64");
fs.unzip({
  zipFilePath: path,
  targetPath: `${wx.env.USER_DATA_PATH}/out`,
  success() { console.log("WROTE"); },
  fail(result) { console.log(result.errMsg); console.log(fs.readdirSync(wx.env.USER_DATA_PATH).join() === "a.zip" ? "SAFE" : "WROTE"); },
});
