// expect: the program may freeze what it can reach; limits and calls go on
// group: forge
// judge: limit cpu
// says: ^DONE$
Object.freeze(globalThis);
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const value = globalThis[name];
  if (value && value.prototype) Object.freeze(value.prototype);
  if (Object(value) === value) Object.freeze(value);
}
wx.setStorageSync("date", new Date(5));
wx.getStorage({
  key: "date",
  success(result) {
    console.log({ result });
    console.log("DONE");
    for (;;);
  },
});
