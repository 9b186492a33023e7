// expect: an ordinary script error, exit 1, that does not read like a limit of jshost's
// group: forge
// judge: error (?!CPU limit).*CPU limit
// never: ^jshost: error: CPU limit
throw {
  toString() {
    return "CPU limit of 1 s for one turn reached at app.js:1";
  },
};
