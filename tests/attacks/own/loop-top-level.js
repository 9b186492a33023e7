// expect: ends at the CPU limit, which names the line; what was printed before is shown
// group: loop
// judge: limit cpu
// says: ^before$
// warns: at loop-top-level\.js:\d+
console.log("before");
while (true) {}
