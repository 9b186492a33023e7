// expect: ends at a limit, or with the engine's error
// group: memory
// judge: ok or limit memory cpu wall crash or error SyntaxError|InternalError|RangeError
new RegExp("(?:".repeat(20) + "a{1000}".repeat(100) + "){1000}".repeat(20)).test("a".repeat(1000));
