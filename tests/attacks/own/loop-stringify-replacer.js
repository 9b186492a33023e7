// expect: ends at a limit: every value is replaced by a larger one
// group: loop
// judge: limit cpu memory or error stack overflow|call stack
JSON.stringify({}, (key, value) => ({ value }));
