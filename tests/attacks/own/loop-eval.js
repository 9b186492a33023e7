// expect: ends at the CPU limit
// group: loop
// judge: limit cpu
(0, eval)("new Function('for(;;);')()");
