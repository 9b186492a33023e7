// expect: ends at the timeout or a limit
// group: flood
// judge: limit memory cpu messages timeout
// options: --timeout 1
setInterval(() => {
  for (let i = 0; i < 5000; i++) clearTimeout(setTimeout(() => {}, 1e9));
}, 0);
