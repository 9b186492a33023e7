// expect: ends at a limit
// group: native
// judge: limit cpu wall memory
const text = "[" + "1,".repeat(4e6) + "1]";
for (;;) JSON.parse(text);
