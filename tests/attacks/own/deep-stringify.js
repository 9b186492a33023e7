// expect: contained: old engines crash on it
// group: deep
// judge: ok or error \S or limit cpu memory crash
let list = [];
for (let i = 0; i < 100000; i++) list = [list];
JSON.stringify(list);
