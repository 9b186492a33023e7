// expect: an ordinary script error, exit 1
// group: forge
// judge: error Python call failed
throw new InternalError("Python call failed.");
