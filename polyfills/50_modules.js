// chunk modules
// require and ES modules: one instance of each file. The host finds the file and prepares its text (project/): a
// function expression, of which that of an ES module returns the function to be linked.
(function (host) {
  "use strict";
  const {
    apply, chunk, classes, compile, create, defineProperty, ErrorOf, fault, get, getOwnPropertyDescriptor, getPrototypeOf,
    indexOf, install, keys, ObjectOf, objectPrototype, parse, post, PromiseOf, ProxyOf, setPrototypeOf, slice, stringify,
    then, WeakOf, weakGet, weakSet,
  } = host;
  const modules = create(null);
  const requests = create(null);
  // Which files were being loaded when an error was thrown, the innermost first; and which errors are of the syntax.
  const chains = new WeakOf();
  const unparsed = new WeakOf();
  const noted = create(null);
  let innermost;
  // The same of a value that is no object.
  let lastThrown;

  const WAITING = 0;
  const LOADING = 1;
  const LOADED = 2;

  // The host's answer is a letter for the kind, the path; the chunks that the file wants; the text.
  function obtain(request) {
    const answer = host.raw(request);
    const first = apply(indexOf, answer, ["\n"]);
    const second = apply(indexOf, answer, ["\n", first + 1]);
    const kind = answer[0];
    const path = apply(slice, answer, [1, first]);
    if (kind === "=") {
      return modules[path];
    }
    const text = apply(slice, answer, [second + 1]);
    if (kind === "!") {
      throw faulty(parse(text));
    }
    const wanted = apply(slice, answer, [first + 1, second]);
    for (let start = 0; start < wanted.length; ) {
      const end = apply(indexOf, wanted, [" ", start]);
      chunk(apply(slice, wanted, [start, end]));
      start = end + 1;
    }
    return (modules[path] = {
      __proto__: null, path, kind, text, module: { exports: {} }, state: WAITING, within: undefined, watched: undefined,
      scope: undefined,
    });
  }

  // `problem` is the name of an error's class, its message, and where it is, if the host knows better.
  function faulty(problem) {
    const error = new classes[problem[0]](problem[1]);
    if (problem[2] !== "") {
      install(error, "stack", `    at <input>:${problem[2]}\n`);
    }
    return error;
  }

  function find(origin, specifier, line) {
    const request = `["module",${stringify(origin)},${stringify(specifier)},${line}]`;
    const known = requests[request];
    return known !== undefined ? known : (requests[request] = obtain(request));
  }

  // As few calls as can be lie between a file and the one that it requires: the engine's stack is small.
  function load(record) {
    if (record.state !== WAITING) {
      return record.module.exports;
    }
    const { module, text, kind } = record;
    record.state = LOADING;
    record.text = undefined;
    record.within = innermost;
    innermost = record;
    try {
      if (kind === "j") {
        module.exports = parse(text);
      } else if (kind === "c") {
        const body = compiled(text);
        body(requireFrom(record.path), module, module.exports);
      } else if (kind === "t") {
        const body = compiled(text);
        body(undefined, undefined, undefined, record.scope)(requireFrom(record.path), module, module.exports);
      } else {
        const scope = record.scope || create(null);
        const body = compiled(text);
        const linked = body(requireFrom(record.path), module, module.exports, scope);
        linked((getters, imports) => link(record, scope, getters, imports));
      }
    } catch (error) {
      noteChain(error, record);
      throw error;
    } finally {
      // One that failed is not tried again: what it has exported by then is what there is.
      innermost = record.within;
      record.state = LOADED;
      unwatch(record);
    }
    return module.exports;
  }

  function compiled(text) {
    try {
      return compile(text);
    } catch (error) {
      if (typeof error === "object" && error !== null) {
        apply(weakSet, unparsed, [error, true]);
      }
      throw error;
    }
  }

  function isObject(value) {
    return (typeof value === "object" && value !== null) || typeof value === "function";
  }

  function chainOf(error) {
    if (isObject(error)) {
      return apply(weakGet, chains, [error]);
    }
    return lastThrown !== undefined && lastThrown.value === error ? lastThrown.chain : undefined;
  }

  function noteChain(error, record) {
    if (chainOf(error) !== undefined) {
      return;
    }
    let chain = record.path;
    for (let outer = record.within; outer !== undefined; outer = outer.within) {
      chain += `\n${outer.path}`;
    }
    if (isObject(error)) {
      apply(weakSet, chains, [error, chain]);
    } else {
      lastThrown = { __proto__: null, value: error, chain };
    }
  }

  // Load a file for the host; what goes wrong is reported. A file of tests is given names that no other file has.
  function start(origin, specifier, scope) {
    try {
      const record = find(origin, specifier, 0);
      record.scope = scope;
      return load(record);
    } catch (error) {
      report(error);
    }
  }

  function report(error) {
    const kind = isObject(error) && apply(weakGet, unparsed, [error]) === true ? "compile" : "load";
    const chain = chainOf(error) || "";
    lastThrown = undefined;
    fault(kind, chain, error);
  }

  // -- CommonJS --

  function requireFrom(path) {
    const require = (specifier, arrived, failed) => {
      if (typeof specifier !== "string") {
        throw new ErrorOf("require args must be a string");
      }
      if (typeof arrived !== "function") {
        const record = find(path, specifier, 0);
        return record.state === LOADING ? watch(record) : load(record);
      }
      const fail = typeof failed === "function" ? failed : () => {};
      const wrapped = (error) => apply(fail, undefined, [{ mod: specifier, errMsg: `${error}` }]);
      apply(then, require.async(specifier), [arrived, wrapped]);
    };
    install(require, "async", (specifier) => new PromiseOf((resolve) => resolve(require(specifier))));
    install(require, "import", (specifier) => new PromiseOf((resolve) => resolve(namespaceOf(require(specifier)))));
    return require;
  }

  // A file that is still loading has been required: until it is done its exports tell of names that they lack.
  function watch(record) {
    const { exports } = record.module;
    if (typeof exports === "object" && exports !== null && getPrototypeOf(exports) === objectPrototype) {
      record.watched = exports;
      setPrototypeOf(exports, new ProxyOf(objectPrototype, {
        __proto__: null,
        get(target, name, receiver) {
          if (typeof name === "string" && name !== "__esModule" && !(name in target)) {
            noteUnset(record, name);
          }
          return get(target, name, receiver);
        },
      }));
    }
    return exports;
  }

  function unwatch(record) {
    if (record.watched !== undefined) {
      setPrototypeOf(record.watched, objectPrototype);
    }
  }

  // -- ES modules --

  function isLinked(exports) {
    return typeof exports === "object" && exports !== null && exports.__esModule;
  }

  // As Babel has it: a CommonJS module is its own default export, and its properties are named exports.
  function namespaceOf(exports) {
    if (isLinked(exports)) {
      return exports;
    }
    const namespace = {};
    if ((typeof exports === "object" && exports !== null) || typeof exports === "function") {
      const names = keys(exports);
      for (let i = 0; i < names.length; i++) {
        const name = names[i];
        defineGetter(namespace, name, () => exports[name]);
      }
    }
    defineProperty(namespace, "default", {
      __proto__: null, value: exports, writable: true, configurable: true, enumerable: true,
    });
    return namespace;
  }

  function defineGetter(target, name, get) {
    defineProperty(target, name, { __proto__: null, get, configurable: true, enumerable: true });
  }

  // What an import of `name` from a module stands for, each time that it is looked at.
  function binding(record, name) {
    if (name === "*") {
      let namespace;
      return () => (namespace === undefined ? (namespace = namespaceOf(record.module.exports)) : namespace);
    }
    return () => {
      const { exports } = record.module;
      if (name === "default" && !isLinked(exports)) {
        return exports;
      }
      if (record.state === LOADING && exports !== undefined && exports !== null && !(name in ObjectOf(exports))) {
        noteUnset(record, name);
      }
      return exports[name];
    };
  }

  // A cycle looks at an export before its module has got there. Babel's modules have undefined there, and so it is.
  function noteUnset(record, name) {
    const key = `${name}\n${record.path}`;
    if (noted[key] === undefined) {
      noted[key] = true;
      post(`["unset",${stringify(record.path)},${stringify(name)},${stringify(new ErrorOf().stack)}]`);
    }
  }

  function exportGetter(record, name, get) {
    return () => {
      try {
        return get();
      } catch (_) {
        // Not initialised: there is nothing else that looking at a variable throws.
        noteUnset(record, name);
      }
    };
  }

  function link(record, scope, getters, imports) {
    const { exports } = record.module;
    defineProperty(exports, "__esModule", { __proto__: null, value: true });
    const names = keys(getters);
    for (let i = 0; i < names.length; i++) {
      defineGetter(exports, names[i], exportGetter(record, names[i], getters[names[i]]));
    }
    for (let i = 0; i < imports.length; i++) {
      const { 0: specifier, 1: line, 2: locals, 3: passed } = imports[i];
      const found = find(record.path, specifier, line);
      bindAll(scope, found, locals);
      load(found);
      passOn(exports, found, passed, getters);
    }
  }

  function bindAll(target, found, names) {
    const locals = keys(names);
    for (let i = 0; i < locals.length; i++) {
      defineGetter(target, locals[i], binding(found, names[locals[i]]));
    }
  }

  function passOn(exports, found, passed, own) {
    const names = keys(passed);
    for (let i = 0; i < names.length; i++) {
      if (names[i] === "*" && passed["*"] === "") {
        passAllOn(exports, found, own);
      } else {
        defineGetter(exports, names[i], binding(found, passed[names[i]]));
      }
    }
  }

  function passAllOn(exports, found, own) {
    const source = found.module.exports;
    if ((typeof source !== "object" || source === null) && typeof source !== "function") {
      return;
    }
    const names = keys(source);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const isOwn = getOwnPropertyDescriptor(own, name) !== undefined;
      if (name !== "default" && !isOwn && getOwnPropertyDescriptor(exports, name) === undefined) {
        defineGetter(exports, name, binding(found, name));
      }
    }
  }

  return {
    __proto__: null,
    start,
    report,
    current: () => (innermost === undefined ? "" : innermost.path),
  };
})
