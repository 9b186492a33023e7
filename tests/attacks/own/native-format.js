// expect: odd formats are shown in time
// group: native
// judge: ok or limit cpu wall memory
console.log("%".repeat(20000), 1);
console.log("%o".repeat(500), [1]);
console.log("%c%s%".repeat(2000), "x");
