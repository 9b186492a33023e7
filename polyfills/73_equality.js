// chunk equality
// Whether two values are the same to a test: toEqual, toStrictEqual, toMatchObject, and what may stand for a value that
// is not known exactly (expect.any and its like).
(function (host) {
  "use strict";
  const {
    apply, bare, bufferSize, BytesOf, create, ErrorOf, exec, G, getOwnPropertyDescriptor, getPrototypeOf, getTime,
    includes, isArray, isPrototypeOf, isView, mapForEach, mapGet, MapOf, mapSet, mapSize, ObjectOf, ownKeys, PromiseOf,
    regExpFlags, RegExpOf, regExpSource, setForEach, setHas, setSize, tagOf, typedLength, typedTag, TypeErrorOf, unbox,
    viewBuffer, viewOffset, viewSize, WeakOf, weakGet, weakSet,
  } = host;
  // Read before any code of the guest's has run.
  const { freeze, is } = ObjectOf;

  // How two values are compared: EQUAL leaves out what is undefined, and classes; in SUBSET the first may have more.
  const EQUAL = 0;
  const STRICT = 1;
  const SUBSET = 2;

  // By class, what only a real one can do: a tag is easily forged.
  const PROOFS = {
    __proto__: null, Map: mapSize, Set: setSize, Date: getTime, RegExp: regExpSource, ArrayBuffer: bufferSize,
    Number: unbox.Number, String: unbox.String, Boolean: unbox.Boolean,
  };

  function isObject(value) {
    return typeof value === "function" || (typeof value === "object" && value !== null);
  }

  function kindOf(value) {
    if (typeof value === "function" || apply(isPrototypeOf, PromiseOf.prototype, [value])) {
      return "Identity";
    }
    if (isArray(value)) {
      return "Array";
    }
    if (isView(value)) {
      return apply(typedTag, value, []) || "DataView";
    }
    if (apply(isPrototypeOf, ErrorOf.prototype, [value])) {
      return "Error";
    }
    const tag = tagOf(value);
    if (PROOFS[tag] === undefined) {
      return "Object";
    }
    try {
      apply(PROOFS[tag], value, []);
      return tag;
    } catch (_) {
      return "Object";
    }
  }

  // `above` are the pairs that are being compared already: of cycles, the same ones have to close.
  function compare(a, b, mode, above) {
    const left = standIn(a);
    const right = standIn(b);
    if (left !== undefined || right !== undefined) {
      return right === undefined ? left.accepts(b) : left === undefined ? right.accepts(a) : a === b;
    }
    if (is(a, b)) {
      return true;
    }
    if (!isObject(a) || !isObject(b)) {
      return false;
    }
    const kind = kindOf(a);
    if (kind !== kindOf(b) || (mode === STRICT && getPrototypeOf(a) !== getPrototypeOf(b))) {
      return false;
    }
    for (let up = above; up !== undefined; up = up.above) {
      if (up.a === a || up.b === b) {
        return up.a === a && up.b === b;
      }
    }
    const same = SAME[kind] || sameItems;
    return same(a, b, mode, { __proto__: null, a, b, above });
  }

  const SAME = {
    __proto__: null,
    Identity: () => false,
    Object: sameProperties,
    Array(a, b, mode, here) {
      const { length } = b;
      if (a.length !== length || (mode === STRICT && !sameProperties(a, b, mode, here))) {
        return false;
      }
      for (let i = 0; mode !== STRICT && i < length; i++) {
        if (!compare(a[i], b[i], mode, here)) {
          return false;
        }
      }
      return true;
    },
    Error: (a, b, mode, here) =>
      a.message === b.message && a.name === b.name && compare(a.cause, b.cause, mode, here),
    Date: (a, b) => is(apply(getTime, a, []), apply(getTime, b, [])),
    RegExp: (a, b) => patternOf(a) === patternOf(b),
    Number: (a, b) => is(apply(unbox.Number, a, []), apply(unbox.Number, b, [])),
    String: (a, b) => apply(unbox.String, a, []) === apply(unbox.String, b, []),
    Boolean: (a, b) => apply(unbox.Boolean, a, []) === apply(unbox.Boolean, b, []),
    ArrayBuffer: (a, b) => sameItems(new BytesOf(a), new BytesOf(b)),
    DataView: (a, b) => sameItems(bytesOf(a), bytesOf(b)),
    Map: (a, b, mode, here) => apply(mapSize, a, []) === apply(mapSize, b, []) && sameEntries(a, b, mode, here),
    Set: (a, b, mode, here) => apply(setSize, a, []) === apply(setSize, b, []) && sameMembers(a, b, mode, here),
  };

  function patternOf(pattern) {
    return `${apply(regExpFlags, pattern, [])}/${apply(regExpSource, pattern, [])}`;
  }

  function bytesOf(view) {
    return new BytesOf(apply(viewBuffer, view, []), apply(viewOffset, view, []), apply(viewSize, view, []));
  }

  // Of typed arrays of one class.
  function sameItems(a, b) {
    const length = apply(typedLength, a, []);
    if (apply(typedLength, b, []) !== length) {
      return false;
    }
    for (let i = 0; i < length; i++) {
      if (!is(a[i], b[i])) {
        return false;
      }
    }
    return true;
  }

  function has(value, key) {
    return getOwnPropertyDescriptor(value, key) !== undefined;
  }

  // Own enumerable keys, symbols too.
  function keysOf(value) {
    const found = bare([]);
    const all = ownKeys(value);
    for (let i = 0; i < all.length; i++) {
      const property = getOwnPropertyDescriptor(value, all[i]);
      if (property !== undefined && property.enumerable) {
        found[found.length] = all[i];
      }
    }
    return found;
  }

  function sameProperties(a, b, mode, here) {
    const wanted = keysOf(b);
    for (let i = 0; i < wanted.length; i++) {
      const key = wanted[i];
      const isThere = mode === EQUAL || (mode === STRICT ? has(a, key) : key in a);
      if (!isThere || !compare(a[key], b[key], mode, here)) {
        return false;
      }
    }
    const found = mode === SUBSET ? NONE : keysOf(a);
    for (let i = 0; i < found.length; i++) {
      if (!has(b, found[i]) && (mode === STRICT || a[found[i]] !== undefined)) {
        return false;
      }
    }
    return true;
  }

  const NONE = bare([]);

  function sameEntries(a, b, mode, here) {
    let same = true;
    apply(mapForEach, b, [(value, key) => {
      const found = apply(mapGet, a, [key]);
      if (same && (found === undefined || !compare(found, value, mode, here))) {
        same = any(mapForEach, a, (item, name) => compare(name, key, mode, here) && compare(item, value, mode, here));
      }
    }]);
    return same;
  }

  function sameMembers(a, b, mode, here) {
    let same = true;
    apply(setForEach, b, [(member) => {
      same = same && (apply(setHas, a, [member]) || any(setForEach, a, (item) => compare(item, member, mode, here)));
    }]);
    return same;
  }

  function any(forEach, collection, accepts) {
    let found = false;
    apply(forEach, collection, [(value, key) => {
      found = found || accepts(value, key);
    }]);
    return found;
  }

  // -- what stands for other values ---------------------------------------------------------------------------------

  const standIns = new WeakOf();

  function standIn(value) {
    return isObject(value) ? apply(weakGet, standIns, [value]) : undefined;
  }

  // `shown` is a title, and a value to be shown behind it.
  function stand(accepts, shown) {
    const made = freeze(create(null));
    apply(weakSet, standIns, [made, { __proto__: null, accepts, shown }]);
    return made;
  }

  function shownAs(value) {
    const found = standIn(value);
    return found === undefined ? undefined : found.shown;
  }

  // By class, what `typeof` says of its values.
  const TYPES = new MapOf();
  const TYPE_NAMES = {
    __proto__: null, Number: "number", String: "string", Boolean: "boolean", Function: "function", Object: "object",
    BigInt: "bigint", Symbol: "symbol",
  };
  for (const name in TYPE_NAMES) {
    apply(mapSet, TYPES, [G[name], TYPE_NAMES[name]]);
  }

  function anyOf(constructor) {
    if (typeof constructor !== "function") {
      throw new TypeErrorOf("expect.any() takes a class");
    }
    const type = apply(mapGet, TYPES, [constructor]);
    const accepts = (value) => typeof value === type || value instanceof constructor;
    const name = getOwnPropertyDescriptor(constructor, "name");
    return stand(accepts, bare([`any ${(name && typeof name.value === "string" && name.value) || "(anonymous)"}`]));
  }

  function objectContaining(sample) {
    if (typeof sample !== "object" || sample === null) {
      throw new TypeErrorOf("expect.objectContaining() takes an object");
    }
    const accepts = (value) => isObject(value) && containsProperties(value, sample);
    return stand(accepts, bare(["object containing", sample]));
  }

  function containsProperties(value, sample) {
    const wanted = keysOf(sample);
    for (let i = 0; i < wanted.length; i++) {
      if (!(wanted[i] in value) || !compare(value[wanted[i]], sample[wanted[i]], EQUAL, undefined)) {
        return false;
      }
    }
    return true;
  }

  function arrayContaining(sample) {
    if (!isArray(sample)) {
      throw new TypeErrorOf("expect.arrayContaining() takes an array");
    }
    const accepts = (value) => {
      for (let i = 0; i < sample.length; i++) {
        if (!isArray(value) || !hasEqual(value, sample[i])) {
          return false;
        }
      }
      return isArray(value);
    };
    return stand(accepts, bare(["array containing", sample]));
  }

  function hasEqual(list, wanted) {
    for (let i = 0; i < list.length; i++) {
      if (compare(list[i], wanted, EQUAL, undefined)) {
        return true;
      }
    }
    return false;
  }

  function stringContaining(text) {
    if (typeof text !== "string") {
      throw new TypeErrorOf("expect.stringContaining() takes a string");
    }
    const accepts = (value) => typeof value === "string" && apply(includes, value, [text]);
    return stand(accepts, bare(["string containing", text]));
  }

  function stringMatching(pattern) {
    if (typeof pattern !== "string" && !isRegExp(pattern)) {
      throw new TypeErrorOf("expect.stringMatching() takes a regular expression or a string");
    }
    return stand((value) => typeof value === "string" && matches(pattern, value), bare(["string matching", pattern]));
  }

  function isRegExp(value) {
    return typeof value === "object" && value !== null && kindOf(value) === "RegExp";
  }

  // A regular expression anywhere in a text, whatever it has matched before; a string as a part of it.
  function matches(pattern, text) {
    if (typeof pattern === "string") {
      return apply(includes, text, [pattern]);
    }
    const fresh = new RegExpOf(apply(regExpSource, pattern, []), apply(regExpFlags, pattern, []));
    return apply(exec, fresh, [text]) !== null;
  }

  return {
    __proto__: null,
    is,
    freeze,
    equals: (a, b) => compare(a, b, EQUAL, undefined),
    equalsStrictly: (a, b) => compare(a, b, STRICT, undefined),
    includesAll: (a, b) => compare(a, b, SUBSET, undefined),
    hasEqual,
    any,
    isObject,
    isRegExp,
    kindOf,
    matches,
    standIn,
    shownAs,
    makers: {
      __proto__: null,
      any: anyOf,
      anything: () => stand((value) => value !== undefined && value !== null, bare(["anything"])),
      objectContaining,
      arrayContaining,
      stringContaining,
      stringMatching,
    },
  };
})
