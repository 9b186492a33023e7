// expect: an ordinary script error, exit 1
// group: forge
// judge: error out of memory
// never: limit of
throw new InternalError("out of memory");
