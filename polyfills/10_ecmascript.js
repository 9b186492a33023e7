// chunk ecmascript for at with findLast findLastIndex toReversed toSorted toSpliced isWellFormed toWellFormed hasOwn groupBy cause captureStackTrace structuredClone queueMicrotask withResolvers union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom WeakRef FinalizationRegistry
// What current JavaScript has and QuickJS of 2021 lacks. Each part is installed only where it is missing, except
// queueMicrotask, whose errors have to be reported. (Promise.try comes along: its name is a word of every program.)
(function (host) {
  "use strict";
  const {
    G, apply, bare, bufferSize, charCodeAt, classes, construct, defineProperty, floor, getTime,
    getOwnPropertyDescriptor, getPrototypeOf, indexOf, install, isArray, isPrototypeOf, isView, iterator, join,
    keys, mapGet, mapForEach, mapSet, mapSize, ownKeys, regExpFlags, regExpSource, run, setAdd, setDelete,
    setForEach, setHas, setPrototypeOf, setSize, slice, sort, tagOf, then, toStringTag, typedBuffer, typedLength,
    typedOffset, typedSet, typedSort, typedTag, unbox, viewBuffer, viewOffset, viewSize, BufferOf, BytesOf, DateOf,
    ErrorOf, MapOf, ObjectOf, PromiseOf, RangeErrorOf, RegExpOf, SetOf, StringOf, TypedOf, TypeErrorOf,
  } = host;
  const ARRAY = getPrototypeOf([]);
  const MAX_LENGTH = 4294967295;

  function installMissing(target, methods) {
    const names = ownKeys(methods);
    for (let i = 0; i < names.length; i++) {
      if (getOwnPropertyDescriptor(target, names[i]) === undefined) {
        install(target, names[i], methods[names[i]]);
      }
    }
  }

  function put(target, key, value) {
    defineProperty(target, key, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  }

  // -- conversions of the specification -----------------------------------------------------------------------------

  function isObject(value) {
    return typeof value === "function" || (typeof value === "object" && value !== null);
  }

  function toObject(value) {
    if (value === undefined || value === null) {
      throw new TypeErrorOf(`cannot convert ${value} to object`);
    }
    return ObjectOf(value);
  }

  function toInteger(value) {
    const number = +value;
    return number !== number ? 0 : number < 0 ? -floor(-number) : floor(number);
  }

  function lengthOf(object) {
    const length = toInteger(object.length);
    return length < 0 ? 0 : length > 9007199254740991 ? 9007199254740991 : length;
  }

  function clamped(value, length) {
    const index = toInteger(value);
    return index < 0 ? (index + length < 0 ? 0 : index + length) : index > length ? length : index;
  }

  function toFunction(value) {
    if (typeof value !== "function") {
      throw new TypeErrorOf("not a function");
    }
    return value;
  }

  // An empty list to fill by index; `finished` makes it an ordinary array.
  function listOf(length) {
    if (length > MAX_LENGTH) {
      throw new RangeErrorOf("invalid array length");
    }
    return bare([]);
  }

  function finished(list) {
    setPrototypeOf(list, ARRAY);
    return list;
  }

  // -- arrays and typed arrays --------------------------------------------------------------------------------------

  function at(list, length, index) {
    const k = toInteger(index);
    const place = k < 0 ? k + length : k;
    return place < 0 || place >= length ? undefined : list[place];
  }

  function lastIndex(list, length, predicate, receiver) {
    toFunction(predicate);
    for (let i = length - 1; i >= 0; i--) {
      if (apply(predicate, receiver, [list[i], i, list])) {
        return i;
      }
    }
    return -1;
  }

  function lastItem(list, length, predicate, receiver) {
    toFunction(predicate);
    for (let i = length - 1; i >= 0; i--) {
      const item = list[i];
      if (apply(predicate, receiver, [item, i, list])) {
        return item;
      }
    }
  }

  function place(length, index) {
    const k = toInteger(index);
    const found = k < 0 ? k + length : k;
    if (found < 0 || found >= length) {
      throw new RangeErrorOf("invalid index");
    }
    return found;
  }

  function checkCompare(compare) {
    if (compare !== undefined) {
      toFunction(compare);
    }
  }

  installMissing(ARRAY, {
    at(index) {
      const list = toObject(this);
      return at(list, lengthOf(list), index);
    },
    findLast(predicate) {
      const list = toObject(this);
      return lastItem(list, lengthOf(list), predicate, arguments.length > 1 ? arguments[1] : undefined);
    },
    findLastIndex(predicate) {
      const list = toObject(this);
      return lastIndex(list, lengthOf(list), predicate, arguments.length > 1 ? arguments[1] : undefined);
    },
    toReversed() {
      const list = toObject(this);
      const length = lengthOf(list);
      const result = listOf(length);
      for (let i = 0; i < length; i++) {
        result[i] = list[length - 1 - i];
      }
      return finished(result);
    },
    toSorted(compare) {
      checkCompare(compare);
      const list = toObject(this);
      const length = lengthOf(list);
      const result = listOf(length);
      for (let i = 0; i < length; i++) {
        result[i] = list[i];
      }
      return finished(apply(sort, result, [compare]));
    },
    toSpliced(start, skipCount) {
      const list = toObject(this);
      const length = lengthOf(list);
      const from = clamped(start, length);
      const room = toInteger(skipCount);
      const skip = arguments.length === 0 ? 0 : arguments.length === 1 || room > length - from ? length - from : room;
      const next = from + (skip < 0 ? 0 : skip);
      const result = listOf(length);
      let count = 0;
      for (let i = 0; i < from; i++) {
        result[count++] = list[i];
      }
      for (let i = 2; i < arguments.length; i++) {
        result[count++] = arguments[i];
      }
      for (let i = next; i < length; i++) {
        result[count++] = list[i];
      }
      return finished(result);
    },
    with(index, value) {
      const list = toObject(this);
      const length = lengthOf(list);
      const changed = place(length, index);
      const result = listOf(length);
      for (let i = 0; i < length; i++) {
        result[i] = i === changed ? value : list[i];
      }
      return finished(result);
    },
  });

  function sizeOf(array) {
    return apply(typedLength, array, []);
  }

  function copyOf(array) {
    const copy = new classes[apply(typedTag, array, [])](sizeOf(array));
    apply(typedSet, copy, [array]);
    return copy;
  }

  installMissing(TypedOf.prototype, {
    at(index) {
      return at(this, sizeOf(this), index);
    },
    findLast(predicate) {
      return lastItem(this, sizeOf(this), predicate, arguments.length > 1 ? arguments[1] : undefined);
    },
    findLastIndex(predicate) {
      return lastIndex(this, sizeOf(this), predicate, arguments.length > 1 ? arguments[1] : undefined);
    },
    toReversed() {
      const length = sizeOf(this);
      const copy = copyOf(this);
      for (let i = 0; i < length; i++) {
        copy[i] = this[length - 1 - i];
      }
      return copy;
    },
    toSorted(compare) {
      checkCompare(compare);
      return apply(typedSort, copyOf(this), [compare]);
    },
    with(index, value) {
      const changed = place(sizeOf(this), index);
      const copy = copyOf(this);
      copy[changed] = value;
      return copy;
    },
  });

  // -- strings ------------------------------------------------------------------------------------------------------

  function textOf(value) {
    if (value === undefined || value === null) {
      throw new TypeErrorOf(`cannot convert ${value} to string`);
    }
    // Not StringOf, which would take a symbol.
    return typeof value === "string" ? value : `${value}`;
  }

  // The index of the first lone surrogate from `from` on, or -1.
  function loneSurrogate(text, from) {
    for (let i = from; i < text.length; i++) {
      const code = apply(charCodeAt, text, [i]);
      if (code >= 0xd800 && code < 0xe000) {
        const next = code < 0xdc00 && i + 1 < text.length ? apply(charCodeAt, text, [i + 1]) : 0;
        if (next < 0xdc00 || next >= 0xe000) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  installMissing(StringOf.prototype, {
    at(index) {
      const text = textOf(this);
      return at(text, text.length, index);
    },
    isWellFormed() {
      return loneSurrogate(textOf(this), 0) === -1;
    },
    toWellFormed() {
      const text = textOf(this);
      const parts = bare([]);
      let from = 0;
      for (let bad = loneSurrogate(text, 0); bad !== -1; bad = loneSurrogate(text, from)) {
        parts[parts.length] = apply(slice, text, [from, bad]);
        from = bad + 1;
      }
      parts[parts.length] = apply(slice, text, [from]);
      return apply(join, parts, ["\ufffd"]);
    },
  });

  // -- objects, maps, sets ------------------------------------------------------------------------------------------

  function iterate(items, next, visit) {
    for (let index = 0; ; index++) {
      const step = apply(next, items, []);
      if (!isObject(step)) {
        throw new TypeErrorOf("iterator must return an object");
      }
      if (step.done || visit(step.value, index) === false) {
        return;
      }
    }
  }

  function group(items, callback, add) {
    toObject(items);
    toFunction(callback);
    const found = apply(toFunction(items[iterator]), items, []);
    iterate(found, found.next, (item, index) => {
      let key;
      try {
        key = callback(item, index);
        add(key, item);
      } catch (error) {
        if (found.return !== undefined && found.return !== null) {
          apply(found.return, found, []);
        }
        throw error;
      }
    });
  }

  installMissing(ObjectOf, {
    hasOwn(object, key) {
      return getOwnPropertyDescriptor(toObject(object), key) !== undefined;
    },
    groupBy(items, callback) {
      const groups = { __proto__: null };
      group(items, callback, (key, item) => {
        const name = typeof key === "symbol" ? key : `${key}`;
        if (groups[name] === undefined) {
          groups[name] = [];
        }
        put(groups[name], groups[name].length, item);
      });
      return groups;
    },
  });

  installMissing(MapOf, {
    groupBy(items, callback) {
      const groups = new MapOf();
      group(items, callback, (key, item) => {
        let members = apply(mapGet, groups, [key]);
        if (members === undefined) {
          members = [];
          apply(mapSet, groups, [key, members]);
        }
        put(members, members.length, item);
      });
      return groups;
    },
  });

  // The other operand of a set method: a Set, or anything with size, has and keys.
  function setLike(other) {
    if (!isObject(other)) {
      throw new TypeErrorOf("not an object");
    }
    const size = +other.size;
    if (size !== size) {
      throw new TypeErrorOf("size is not a number");
    }
    const has = toFunction(other.has);
    const listKeys = toFunction(other.keys);
    return {
      __proto__: null,
      size,
      has: (item) => !!apply(has, other, [item]),
      forEach(visit) {
        const items = apply(listKeys, other, []);
        iterate(items, items.next, (item) => {
          const goOn = visit(item);
          if (goOn === false && typeof items.return === "function") {
            apply(items.return, items, []);
          }
          return goOn;
        });
      },
    };
  }

  function copySet(set) {
    const copy = new SetOf();
    apply(setForEach, set, [(item) => apply(setAdd, copy, [item])]);
    return copy;
  }

  function countOf(set) {
    return apply(setSize, set, []);
  }

  // Whether every item of a set passes a test.
  function every(set, test) {
    let passed = true;
    apply(setForEach, set, [
      (item) => {
        passed = passed && test(item);
      },
    ]);
    return passed;
  }

  installMissing(SetOf.prototype, {
    union(other) {
      countOf(this);
      const right = setLike(other);
      const result = copySet(this);
      right.forEach((item) => {
        apply(setAdd, result, [item]);
      });
      return result;
    },
    intersection(other) {
      const count = countOf(this);
      const right = setLike(other);
      const result = new SetOf();
      if (count <= right.size) {
        apply(setForEach, this, [(item) => right.has(item) && apply(setAdd, result, [item])]);
      } else {
        right.forEach((item) => {
          if (apply(setHas, this, [item])) {
            apply(setAdd, result, [item]);
          }
        });
      }
      return result;
    },
    difference(other) {
      countOf(this);
      const right = setLike(other);
      const result = new SetOf();
      apply(setForEach, this, [(item) => right.has(item) || apply(setAdd, result, [item])]);
      return result;
    },
    symmetricDifference(other) {
      countOf(this);
      const right = setLike(other);
      const result = copySet(this);
      right.forEach((item) => {
        apply(apply(setHas, this, [item]) ? setDelete : setAdd, result, [item]);
      });
      return result;
    },
    isSubsetOf(other) {
      const count = countOf(this);
      const right = setLike(other);
      return count <= right.size && every(this, right.has);
    },
    isSupersetOf(other) {
      const count = countOf(this);
      const right = setLike(other);
      let all = count >= right.size;
      if (all) {
        right.forEach((item) => (all = apply(setHas, this, [item])));
      }
      return all;
    },
    isDisjointFrom(other) {
      countOf(this);
      const right = setLike(other);
      return every(this, (item) => !right.has(item));
    },
  });

  // -- promises -----------------------------------------------------------------------------------------------------

  installMissing(PromiseOf, {
    withResolvers() {
      let resolve;
      let reject;
      const promise = new this((first, second) => {
        resolve = first;
        reject = second;
      });
      return { promise, resolve, reject };
    },
    try(callback, ...args) {
      return new this((resolve) => resolve(apply(callback, undefined, args)));
    },
  });

  // Its `then` would ask the guest's Promise.prototype.constructor what to make.
  const settled = new PromiseOf((resolve) => resolve());
  install(settled, "constructor", undefined);

  const globals = {
    queueMicrotask(callback) {
      toFunction(callback);
      // On a line of its own, for a function on one line has no position in the engine's stacks.
      apply(then, settled, [
        () => {
          run(callback, [], "queueMicrotask");
        },
      ]);
    },
    structuredClone(value) {
      return clone(value, new MapOf());
    },
  };
  install(G, "queueMicrotask", globals.queueMicrotask);
  installMissing(G, globals);

  // -- structuredClone ----------------------------------------------------------------------------------------------

  function refuse(what) {
    const error = new ErrorOf(`${what} could not be cloned.`);
    install(error, "name", "DataCloneError");
    install(error, "code", 25);
    throw error;
  }

  function clone(value, done) {
    if (!isObject(value)) {
      return typeof value === "symbol" ? refuse(StringOf(value)) : value;
    }
    const known = apply(mapGet, done, [value]);
    if (known !== undefined) {
      return known;
    }
    if (typeof value === "function") {
      refuse(`function ${ownText(value, "name")}`);
    }
    const tag = tagOf(value);
    const isError = apply(isPrototypeOf, ErrorOf.prototype, [value]);
    const kind = isArray(value) ? "Array" : isView(value) ? "view" : isError ? "Error" : tag;
    const make = CLONES[kind];
    if (make === undefined) {
      return UNCLONABLE[kind] === 1 ? refuse(`#<${kind}>`) : cloneFields(value, {}, done);
    }
    try {
      return make(value, done);
    } catch (error) {
      // A forged tag: the value is an object like any other.
      if (error !== forged) {
        throw error;
      }
      return cloneFields(value, {}, done);
    }
  }

  const forged = {};
  const UNCLONABLE = {
    __proto__: null, Promise: 1, Symbol: 1, WeakMap: 1, WeakSet: 1, WeakRef: 1, FinalizationRegistry: 1, Generator: 1,
  };

  function proven(method, value) {
    try {
      return apply(method, value, []);
    } catch (_) {
      throw forged;
    }
  }

  function ownText(value, key) {
    const found = getOwnPropertyDescriptor(value, key);
    if (found === undefined) {
      return "";
    }
    setPrototypeOf(found, null);
    return typeof found.value === "string" ? found.value : "";
  }

  function remember(value, copy, done) {
    apply(mapSet, done, [value, copy]);
    return copy;
  }

  function cloneFields(value, copy, done) {
    remember(value, copy, done);
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      put(copy, names[i], clone(value[names[i]], done));
    }
    return copy;
  }

  function cloneBuffer(buffer, done) {
    const known = apply(mapGet, done, [buffer]);
    if (known !== undefined) {
      return known;
    }
    const copy = new BufferOf(proven(bufferSize, buffer));
    apply(typedSet, new BytesOf(copy), [new BytesOf(buffer)]);
    return remember(buffer, copy, done);
  }

  function cloneView(value, done) {
    const tag = apply(typedTag, value, []);
    const isTyped = tag !== undefined;
    const buffer = apply(isTyped ? typedBuffer : viewBuffer, value, []);
    const offset = apply(isTyped ? typedOffset : viewOffset, value, []);
    const size = apply(isTyped ? typedLength : viewSize, value, []);
    const Class = classes[isTyped ? tag : "DataView"] || refuse(`#<${tag}>`);
    // Memory that is shared stays so.
    const memory = tagOf(buffer) === "SharedArrayBuffer" ? buffer : cloneBuffer(buffer, done);
    return remember(value, new Class(memory, offset, size), done);
  }

  function cloneError(value, done) {
    const name = value.name;
    const type = typeof name === "string" && name !== "AggregateError" ? classes[name] : undefined;
    const copy = new ErrorOf();
    remember(value, copy, done);
    if (type !== undefined && apply(isPrototypeOf, ErrorOf, [type])) {
      setPrototypeOf(copy, type.prototype);
    }
    for (let i = 0; i < 3; i++) {
      const key = i === 0 ? "message" : i === 1 ? "stack" : "cause";
      if (key === "stack" || getOwnPropertyDescriptor(value, key) !== undefined) {
        install(copy, key, key === "cause" ? clone(value[key], done) : StringOf(value[key]));
      }
    }
    return copy;
  }

  function cloneWrapper(value, done) {
    return remember(value, ObjectOf(proven(unbox[tagOf(value)], value)), done);
  }

  const CLONES = {
    __proto__: null,
    Array(value, done) {
      const copy = [];
      copy.length = value.length;
      return cloneFields(value, copy, done);
    },
    view: cloneView,
    Error: cloneError,
    ArrayBuffer: cloneBuffer,
    SharedArrayBuffer: (value) => value,
    Date: (value, done) => remember(value, new DateOf(proven(getTime, value)), done),
    RegExp: (value, done) =>
      remember(value, new RegExpOf(proven(regExpSource, value), proven(regExpFlags, value)), done),
    Map(value, done) {
      proven(mapSize, value);
      const copy = remember(value, new MapOf(), done);
      apply(mapForEach, value, [(item, key) => apply(mapSet, copy, [clone(key, done), clone(item, done)])]);
      return copy;
    },
    Set(value, done) {
      proven(setSize, value);
      const copy = remember(value, new SetOf(), done);
      apply(setForEach, value, [(item) => apply(setAdd, copy, [clone(item, done)])]);
      return copy;
    },
    Number: cloneWrapper,
    String: cloneWrapper,
    Boolean: cloneWrapper,
    BigInt: cloneWrapper,
  };

  // -- weak references ----------------------------------------------------------------------------------------------

  function checkTarget(target) {
    if (!isObject(target)) {
      throw new TypeErrorOf("invalid target");
    }
    return target;
  }

  // A reference that is not weak: nothing is ever collected under a program that can still ask for it.
  class WeakRef {
    #target;
    constructor(target) {
      this.#target = checkTarget(target);
    }
    deref() {
      return this.#target;
    }
  }

  // Its callbacks never run, which the specification allows.
  class FinalizationRegistry {
    #callback;
    constructor(callback) {
      this.#callback = toFunction(callback);
    }
    register(target) {
      checkTarget(target);
      return void this.#callback;
    }
    unregister(token) {
      checkTarget(token);
      return this.#callback === undefined;
    }
  }

  const tag = { __proto__: null, configurable: true };
  defineProperty(WeakRef.prototype, toStringTag, { ...tag, value: "WeakRef" });
  defineProperty(FinalizationRegistry.prototype, toStringTag, { ...tag, value: "FinalizationRegistry" });
  installMissing(G, { WeakRef, FinalizationRegistry });

  // -- errors -------------------------------------------------------------------------------------------------------

  function withoutLines(stack, count) {
    let from = 0;
    for (; count > 0; count--) {
      from = apply(indexOf, stack, ["\n", from]) + 1;
    }
    return apply(slice, stack, [from]);
  }

  // The same class with a second parameter; its own frames are taken off the stack.
  function withCause(Native, hasErrors) {
    const Wrapped = hasErrors
      ? function (errors, message) {
        return build(new.target || Wrapped, [errors, message], arguments, 2);
      }
      : function (message) {
        return build(new.target || Wrapped, [message], arguments, 1);
      };
    function build(target, args, given, place) {
      const error = construct(Native, args, target);
      const stack = ownText(error, "stack");
      if (stack !== "") {
        install(error, "stack", withoutLines(stack, FRAMES));
      }
      const options = given.length > place ? given[place] : undefined;
      if (isObject(options) && "cause" in options) {
        install(error, "cause", options.cause);
      }
      return error;
    }
    const name = { __proto__: null, value: Native.name, configurable: true };
    defineProperty(Wrapped, "name", name);
    defineProperty(Wrapped, "prototype", { __proto__: null, value: Native.prototype, writable: false });
    install(Native.prototype, "constructor", Wrapped);
    return Wrapped;
  }

  // Frames of `build`, of Reflect.construct and of the wrapped class itself.
  const FRAMES = 3;
  if (new ErrorOf("", { cause: 1 }).cause === undefined) {
    const Wrapped = withCause(ErrorOf, false);
    install(G, "Error", Wrapped);
    const names = keys(classes);
    for (let i = 0; i < names.length; i++) {
      const Native = classes[names[i]];
      if (getPrototypeOf(Native) === ErrorOf) {
        const Derived = withCause(Native, names[i] === "AggregateError");
        setPrototypeOf(Derived, Wrapped);
        install(G, names[i], Derived);
      }
    }
  }
  installMissing(G.Error, {
    captureStackTrace(target, above) {
      const stack = ownText(new ErrorOf(), "stack");
      let text = withoutLines(stack, 1);
      const name = typeof above === "function" ? ownText(above, "name") : "";
      const frame = name === "" ? -1 : apply(indexOf, stack, [`    at ${name} (`]);
      if (frame !== -1) {
        text = withoutLines(apply(slice, stack, [frame]), 1);
      }
      install(target, "stack", text);
    },
  });
})
