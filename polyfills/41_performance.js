// chunk performance
// What the function of a PerformanceObserver is given: entries, to be looked through.
(function (host) {
  "use strict";
  const { defineProperty, install } = host;

  function chosen(entries, name, type) {
    const found = [];
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i];
      if ((name === undefined || entry.name === name) && (type === undefined || entry.entryType === type)) {
        const place = { __proto__: null, value: entry, writable: true, enumerable: true, configurable: true };
        defineProperty(found, found.length, place);
      }
    }
    return found;
  }

  function entryList(entries) {
    const list = {};
    install(list, "getEntries", () => chosen(entries));
    install(list, "getEntriesByName", (name, type) => chosen(entries, name, type));
    install(list, "getEntriesByType", (type) => chosen(entries, undefined, type));
    return list;
  }

  return { __proto__: null, entryList };
})
