// expect: rejections are capped like any output
// group: flood
// judge: error in promise or limit memory cpu messages output
// errors: many
// size: 8
for (let i = 0; i < 20000; i++) Promise.reject(i);
