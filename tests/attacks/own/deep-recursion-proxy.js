// expect: a clear error
// group: deep
// judge: error \S or limit cpu memory
const trap = new Proxy(
  {},
  {
    get(target, key, receiver) {
      return receiver[key];
    },
  },
);
trap.x;
