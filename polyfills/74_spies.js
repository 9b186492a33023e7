// chunk spies
// jshost.fn(): functions that remember what they were called with.
(function (host) {
  "use strict";
  const { apply, arraySlice, bare, defineProperty, TypeErrorOf, WeakOf, weakGet, weakSet } = host;
  const spies = new WeakOf();

  function copied(list) {
    return apply(arraySlice, list, []);
  }

  function make(implementation) {
    if (implementation !== undefined && typeof implementation !== "function") {
      throw new TypeErrorOf("jshost.fn() takes a function, or nothing");
    }
    const calls = bare([]);
    const spy = function () {
      const args = bare([]);
      for (let i = 0; i < arguments.length; i++) {
        args[i] = arguments[i];
      }
      calls[calls.length] = args;
      return implementation === undefined ? undefined : apply(implementation, this, args);
    };
    apply(weakSet, spies, [spy, calls]);
    defineProperty(spy, "calls", { __proto__: null, get: () => callsOf(spy), enumerable: false, configurable: false });
    return spy;
  }

  // The arguments of each call, undefined for what is no spy.
  function callsOf(spy) {
    const calls = typeof spy === "function" ? apply(weakGet, spies, [spy]) : undefined;
    if (calls === undefined) {
      return undefined;
    }
    const copies = bare([]);
    for (let i = 0; i < calls.length; i++) {
      copies[i] = copied(calls[i]);
    }
    return copied(copies);
  }

  return { __proto__: null, make, callsOf };
})
