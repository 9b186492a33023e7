// chunk random for random
// Math.random from the run's seed under the virtual clock, so that runs repeat: the mulberry32 generator.
(function (host) {
  "use strict";
  const { config, install, MathOf, imul } = host;
  if (config.virtual) {
    let state = config.seed | 0;
    install(MathOf, "random", {
      random() {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
      },
    }.random);
  }
  return MathOf;
})
