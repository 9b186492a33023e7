// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
let last = {};
for (let i = 0; i < 100000; i++) last = Object.create(last);
last.missing;
for (const _ in last);
console.log(last);
throw last;
