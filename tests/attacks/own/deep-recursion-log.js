// expect: a clear error, or shown in short
// group: deep
// judge: ok or error \S or limit cpu memory
const value = {
  toString() {
    console.log("%s", value);
    return "x";
  },
};
console.log("%s", value);
