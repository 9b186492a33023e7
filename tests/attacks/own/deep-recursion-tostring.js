// expect: a clear error
// group: deep
// judge: error \S or limit cpu memory crash
const value = {
  toString() {
    return String(value);
  },
};
throw value;
