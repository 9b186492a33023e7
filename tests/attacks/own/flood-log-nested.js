// expect: capped, in time
// group: flood
// judge: ok or limit memory cpu
// size: 1
const wide = {};
for (let i = 0; i < 1e5; i++) wide["k" + i] = { i, list: [i, i, i] };
console.log(wide);
console.table([wide, wide]);
