// expect: a clear error
// group: deep
// judge: error \S
let value = {};
for (let i = 0; i < 100000; i++) value = { value };
throw value;
