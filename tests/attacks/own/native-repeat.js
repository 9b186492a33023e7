// expect: ends at a limit
// group: native
// judge: limit cpu wall memory
for (;;) "x".repeat(1 << 24);
