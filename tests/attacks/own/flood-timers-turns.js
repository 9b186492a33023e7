// expect: ends at a limit; timers that are never due do not pile up in the parent
// group: flood
// judge: limit memory cpu messages timeout
// options: --timeout 1
// memory: 250
setInterval(() => {
  for (let i = 0; i < 5000; i++) setTimeout(() => {}, 1e9);
}, 0);
