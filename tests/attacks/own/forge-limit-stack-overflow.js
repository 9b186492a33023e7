// expect: an ordinary script error, exit 1
// group: forge
// judge: error stack overflow
// never: limit of
throw new InternalError("stack overflow");
