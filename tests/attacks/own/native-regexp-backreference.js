// expect: ends at a limit
// group: native
// judge: limit cpu wall memory or error InternalError
/^(?:(a*)*\1)*$/.test("a".repeat(40) + "b");
