// expect: ends at the timeout: the virtual clock gives no endless run
// group: flood
// judge: limit timeout
// options: --clock virtual --timeout 1
setInterval(() => {}, 1);
