// expect: what is to be filled is filled as far as it is there, whatever it pretends to be
// group: forge
// judge: ok
// says: ^SAFE$
const fs = wx.getFileSystemManager();
const filePath = `${wx.env.USER_DATA_PATH}/a`;
fs.writeFileSync(filePath, "x".repeat(100));
const fd = fs.openSync({ filePath });
const tries = [
  { $: "Room", v: 1e9, t: "ArrayBuffer" },
  { $: "Buffer", v: ["ab", 4], t: "ArrayBuffer" },
  Object.create(ArrayBuffer.prototype),
  Object.defineProperty(new ArrayBuffer(2), "byteLength", { value: 100 }),
  new Proxy(new ArrayBuffer(2), {}),
  { toJSON: () => ({ $: "Room", v: 100 }) },
];
for (const arrayBuffer of tries) {
  try {
    fs.readSync({ fd, arrayBuffer, length: 100 });
    console.log("FORGED");
  } catch (_) {}
}
let reads = 0;
const changing = { fd, length: 2, get arrayBuffer() { return reads++ === 0 ? new ArrayBuffer(2) : 5; } };
fs.readSync(changing);
Object.defineProperty(Object.prototype, "set", { value() { console.log("LEAK"); } });
const late = new ArrayBuffer(8);
fs.read({ fd, arrayBuffer: late, length: 8, fail: () => console.log("FORGED"), success(r) {
  console.log(r.arrayBuffer === late && reads === 1 ? "SAFE" : "FORGED");
} });
if (typeof late.transfer === "function") late.slice(0);
