// expect: contained: a long chain is freed in one go
// group: deep
// judge: ok or limit cpu memory crash
let last = null;
for (let i = 0; i < 300000; i++) last = { last };
last = null;
console.log("DONE");
