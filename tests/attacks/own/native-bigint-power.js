// expect: ends at a limit, or with the engine's error
// group: native
// judge: limit cpu wall memory crash or error RangeError|InternalError
3n ** (2n ** 26n);
