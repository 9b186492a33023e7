// expect: ends with the engine's error, or at a limit
// group: native
// judge: limit cpu wall memory or error RangeError|InternalError|TypeError
Math.max.apply(null, { length: 1e9 });
