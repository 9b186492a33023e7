// expect: an ordinary script error, exit 1
// group: forge
// judge: error InternalError: interrupted
// never: limit of
throw new InternalError("interrupted");
