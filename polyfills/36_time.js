// chunk time for performance
// performance.now() and performance.timeOrigin; on the virtual clock time stands still while code runs.
(function (host) {
  "use strict";
  const { config, dateNow, engineTime, floor, G, install, now, performanceNow } = host;
  if (!config.virtual && performanceNow !== undefined) {
    return engineTime;
  }
  const current = config.virtual ? now : dateNow;
  const timeOrigin = config.origin;
  const performance = { timeOrigin };
  install(performance, "now", {
    now() {
      // To the microsecond: the difference of two large numbers is no more exact.
      return floor((current() - timeOrigin) * 1000 + 0.5) / 1000;
    },
  }.now);
  install(G, "performance", performance);
  return performance;
})
