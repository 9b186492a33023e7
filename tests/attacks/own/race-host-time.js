// expect: the time that the host takes for its calls is not the program's
// group: race
// judge: ok
// says: DONE
// options: --cpu-limit 0.3 --wall-limit 30 --timeout 30
for (let i = 0; i < 3000; i++) wx.setStorageSync("key", i);
console.log("DONE");
