// expect: many turns, each under the limit: ends at the timeout, not later
// group: loop
// judge: limit timeout cpu
// options: --timeout 1.5 --cpu-limit 0.5
setInterval(() => {
  const start = Date.now();
  while (Date.now() - start < 100);
}, 0);
