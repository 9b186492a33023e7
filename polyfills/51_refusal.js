// chunk refusal
// Mini programs run no text as code, but for `new Function("return this")` (D js-support): it throws what it throws in
// DevTools (I).
(function (host) {
  "use strict";
  const { classes, defineProperty, functionPrototype, G, getPrototypeOf, install } = host;
  const REFUSED = "Code generation from strings disallowed for this context";

  function replaceConstructor(prototype, name) {
    const constructor = function () {
      const last = arguments.length - 1;
      if (name === "Function" && last >= 0 && isReturnThis(arguments[last])) {
        return function () {
          return G;
        };
      }
      throw new classes.EvalError(REFUSED);
    };
    defineProperty(constructor, "name", { __proto__: null, value: name });
    defineProperty(constructor, "prototype", { __proto__: null, value: prototype, writable: false });
    defineProperty(prototype, "constructor", { __proto__: null, value: constructor });
    return constructor;
  }

  function isReturnThis(body) {
    return body === "return this" || body === "return this;" || body === "return this()";
  }

  install(G, "eval", function () {
    throw new classes.EvalError(REFUSED);
  });
  install(G, "Function", replaceConstructor(functionPrototype, "Function"));
  replaceConstructor(getPrototypeOf(async function () {}), "AsyncFunction");
  replaceConstructor(getPrototypeOf(function* () {}), "GeneratorFunction");
  replaceConstructor(getPrototypeOf(async function* () {}), "AsyncGeneratorFunction");
  return true;
})
