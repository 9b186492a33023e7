// Under the virtual clock no guest may find the real time, or randomness that does not repeat, however it looks for
// them: these load their chunk when they are first touched, where a source does not name them.
function standIn(target, name, chunkName) {
  defineProperty(target, name, {
    __proto__: null,
    get() {
      delete target[name];
      chunk(chunkName);
      return target[name];
    },
    set(value) {
      install(target, name, value);
    },
    configurable: true,
    enumerable: false,
  });
}

if (config.virtual) {
  standIn(G, "Date", "date");
  standIn(G, "performance", "time");
  standIn(MathOf, "random", "random");
}
