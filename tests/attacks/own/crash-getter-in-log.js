// expect: contained
// group: crash
// judge: ok or error \S or limit cpu memory crash
const list = [];
for (let i = 0; i < 100; i++) list.push({ i });
list[50] = new Proxy(
  {},
  {
    ownKeys() {
      list.length = 0;
      return ["a"];
    },
    getOwnPropertyDescriptor() {
      list.length = 0;
      return { value: 1, enumerable: true, configurable: true };
    },
  },
);
console.log(list);
wx.setStorageSync("k", list);
console.log("DONE");
