// expect: an ordinary script error, exit 1: one without a place does not read like a limit either
// group: forge
// judge: error (?!CPU limit).*CPU limit
// never: ^jshost: error: CPU limit
const thrower = () => {
  throw {
    toString: () => "CPU limit of 1 s for one turn reached at app.js:1",
  };
};
setTimeout(thrower.bind());
