// expect: files outside the program's folder cannot be saved, nor told from missing ones
// group: path
// judge: ok
// options: --grant scope.writePhotosAlbum
// never: LEAK
const results = new Set();
let left = 0;
for (const filePath of [
  "/etc/passwd", "../../../../../../etc/passwd", "/proc/self/environ", "/proc/self/mem", "/dev/zero", "/dev/stdin",
  "file:///etc/passwd", "\0/etc/passwd", "a\0b", "..\\..\\x", "wxfile://../../etc/passwd", "http://tmp/../../etc/passwd",
  ".", "..", "/", "", "~", "a".repeat(5000), "a/".repeat(3000), "\ud800", "CON", "nul:", "//server/share",
  "/dev/fd/0", "/dev/tty", "state/jshost.db",
]) {
  left++;
  wx.saveImageToPhotosAlbum({
    filePath,
    success: () => console.log("LEAK " + filePath),
    fail: ({ errMsg }) => results.add(errMsg),
    complete() {
      if (--left === 0) console.log(results.size <= 2 ? "SAFE" : "LEAK " + [...results].join());
    },
  });
}
