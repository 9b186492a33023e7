// expect: ends at a limit: the engine cannot be interrupted in its regular expressions
// group: native
// judge: limit cpu wall
// says: ^before$
console.log("before");
/^(a+)+$/.test("a".repeat(40) + "b");
