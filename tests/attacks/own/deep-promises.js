// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
let last = Promise.resolve();
for (let i = 0; i < 50000; i++) last = Promise.resolve(last).then(() => last);
