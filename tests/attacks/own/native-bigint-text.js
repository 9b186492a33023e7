// expect: ends at a limit, or with the engine's error
// group: native
// judge: ok or limit cpu wall memory crash or error RangeError|InternalError
String(7n ** 500000n);
