// expect: ends at a limit
// group: native
// judge: limit cpu wall memory
const text = "x".repeat(1e6);
for (;;) text.split("").reverse().join("");
