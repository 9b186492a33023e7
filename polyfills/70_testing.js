// chunk testing
// Tests: describe, it and their hooks. A file is loaded to list its tests, and again in a fresh guest for each one that
// is run. The names are given to that file alone, as a scope around it: the program under test does not find them. What
// comes of a test is kept here, and leaves by the host's own JS.
(function (host) {
  "use strict";
  const {
    apply, bare, chunk, create, defineProperty, describe: describeError, ErrorOf, indexOf, install, isArray,
    isPrototypeOf, join, PromiseOf, slice, stackOf, StringOf, stringify, toJson, TypeErrorOf,
  } = host;
  const MAX_TESTS = 10000;
  const MAX_HOOKS = 1000;
  const MAX_LEVELS = 20;
  const MAX_NAME = 300;
  // Frames of the host's own JS come first in a stack, and few.
  const MAX_SITE = 600;
  const MAX_TEXT = 65536;

  const SUITE = "describe()";
  const TEST = "a test";
  const tests = bare([]);
  let only = false;
  let suite = newSuite(undefined, "", "");
  let phase = "before";
  let hooks = 0;

  // -- declaring ----------------------------------------------------------------------------------------------------

  function newSuite(outer, name, mode) {
    return {
      __proto__: null, outer, name, mode, level: outer === undefined ? 0 : outer.level + 1,
      beforeAll: bare([]), beforeEach: bare([]), afterEach: bare([]), afterAll: bare([]),
    };
  }

  function checkDeclaring(what) {
    if (phase !== "loading") {
      throw new ErrorOf(`${what} is declared while a test runs; declare it as the file is loaded`);
    }
  }

  function checkName(what, name) {
    if (typeof name !== "string") {
      throw new TypeErrorOf(`${what} takes a name (a string) and a function`);
    }
    return name.length > MAX_NAME ? `${apply(slice, name, [0, MAX_NAME])}…` : name;
  }

  function checkFunction(what, body) {
    if (typeof body !== "function") {
      throw new TypeErrorOf(`${what} takes a function`);
    }
  }

  function declareSuite(mode, name, body, args) {
    checkDeclaring(SUITE);
    const shown = checkName(SUITE, name);
    checkFunction(SUITE, body);
    if (suite.level === MAX_LEVELS) {
      throw new ErrorOf(`describe() inside describe(), more than ${MAX_LEVELS} levels deep`);
    }
    only = only || mode === "only";
    suite = newSuite(suite, shown, mode);
    try {
      if (isPromise(apply(body, undefined, args))) {
        throw new TypeErrorOf("the function of describe() is asynchronous; tests and hooks may be, not this one");
      }
    } finally {
      suite = suite.outer;
    }
  }

  function declareTest(mode, name, body, args) {
    checkDeclaring(TEST);
    const shown = checkName(TEST, name);
    if (mode !== "todo") {
      checkFunction(TEST, body);
      if (body.length > args.length) {
        throw new TypeErrorOf("the function of a test takes no callback; let it be async, or return a promise");
      }
    }
    if (tests.length === MAX_TESTS) {
      throw new ErrorOf(`more than ${MAX_TESTS} tests in a file`);
    }
    only = only || mode === "only";
    // The line of the function is that of the test, mostly; that of the call is the one in which it ends.
    const { line } = describeError(undefined, body);
    const site = apply(slice, here(), [0, MAX_SITE]);
    tests[tests.length] = { __proto__: null, suite, name: shown, mode, body, args, line, site };
  }

  const NONE = bare([]);

  // The stack of whoever calls, whatever the guest has made of Error.prototype.
  function here() {
    const error = new ErrorOf();
    const stack = stackOf === undefined ? error.stack : apply(stackOf, error, []);
    return typeof stack === "string" ? stack : "";
  }

  function fixed(target, name, value) {
    defineProperty(target, name, { __proto__: null, value, writable: false, configurable: false, enumerable: true });
  }

  // One way to declare something, and the same for each row of a table.
  function variant(declare, mode) {
    const one = function (name, body) {
      declare(mode, name, body, NONE);
    };
    fixed(one, "each", function (table) {
      if (!isArray(table)) {
        throw new TypeErrorOf("each() takes an array, with an item or an array of arguments for each test");
      }
      return function (name, body) {
        checkName("each()", name);
        for (let row = 0; row < table.length; row++) {
          const args = isArray(table[row]) ? table[row] : [table[row]];
          declare(mode, formatted(name, args, row), body, args);
        }
      };
    });
    return one;
  }

  function variants(declare, hasTodo) {
    const all = variant(declare, "");
    fixed(all, "skip", variant(declare, "skip"));
    fixed(all, "only", variant(declare, "only"));
    if (hasTodo) {
      fixed(all, "todo", (name) => declare("todo", name, undefined, NONE));
    }
    return all;
  }

  // %s, %d, %j and so on take the next argument, %# is the number of the row.
  function formatted(name, args, row) {
    const parts = bare([]);
    let from = 0;
    let next = 0;
    let at = 0;
    while ((at = apply(indexOf, name, ["%", at])) !== -1 && at < name.length - 1) {
      const letter = name[at + 1];
      const shown = letter === "%" ? "%" : letter === "#" ? StringOf(row)
        : next < args.length ? chunk("inspect").directive(letter === "p" ? "O" : letter, args[next]) : undefined;
      if (shown === undefined) {
        at++;
        continue;
      }
      next += letter === "%" || letter === "#" ? 0 : 1;
      parts[parts.length] = apply(slice, name, [from, at]);
      parts[parts.length] = shown;
      from = at += 2;
    }
    parts[parts.length] = apply(slice, name, [from]);
    return apply(join, parts, [""]);
  }

  function hook(kind) {
    return function (body) {
      checkDeclaring(`${kind}()`);
      checkFunction(`${kind}()`, body);
      if (hooks++ === MAX_HOOKS) {
        throw new ErrorOf(`more than ${MAX_HOOKS} hooks in a file`);
      }
      suite[kind][suite[kind].length] = body;
    };
  }

  // -- listing ------------------------------------------------------------------------------------------------------

  function skipped(test) {
    let chosen = test.mode === "only";
    let skip = test.mode === "skip" || test.mode === "todo" ? test.mode : null;
    for (let up = test.suite; up !== undefined; up = up.outer) {
      chosen = chosen || up.mode === "only";
      skip = up.mode === "skip" && skip === null ? "skip" : skip;
    }
    return skip === null && only && !chosen ? "another test is .only" : skip;
  }

  function namesOf(test) {
    let names = stringify(test.name);
    for (let up = test.suite; up.outer !== undefined; up = up.outer) {
      names = `${stringify(up.name)},${names}`;
    }
    return `[${names}]`;
  }

  function list() {
    const parts = bare([]);
    for (let i = 0; i < tests.length; i++) {
      const { line, site } = tests[i];
      parts[i] = `[${namesOf(tests[i])},${line},${stringify(site)},${stringify(skipped(tests[i]))}]`;
    }
    controls.ask("collected", `[${apply(join, parts, [","])}]`, 0);
  }

  // -- running ------------------------------------------------------------------------------------------------------

  const steps = bare([]);
  let step = 0;
  let stepOver = true;
  // Promises of controls and of expectations that are not settled yet: a step waits for them, awaited or not.
  let held = 0;
  let failure;
  let counted = 0;
  let wanted;

  const test = {
    __proto__: null,
    here,
    isRunning: () => phase === "running",
    hold() {
      held++;
    },
    release() {
      held--;
      proceed();
    },
    count() {
      counted++;
    },
    want(count, site) {
      wanted = { __proto__: null, count, site };
    },
    fail,
  };

  // Only the first failure counts, and it counts whoever catches the error that tells of it.
  function fail(message, stack, details) {
    if (failure === undefined && phase === "running") {
      failure = { __proto__: null, message: cut(message), stack: cut(stack), details };
    }
  }

  function cut(text) {
    return apply(slice, text, [0, MAX_TEXT]);
  }

  function failWith(error) {
    if (failure === undefined) {
      const found = describeError(error);
      fail(found.text, found.stack, null);
    }
  }

  function add(bodies, args, always) {
    for (let i = 0; i < bodies.length; i++) {
      steps[steps.length] = { __proto__: null, body: bodies[i], args, always };
    }
  }

  // From the outermost suite inwards, then the test itself, and back out.
  function plan(chosen) {
    const path = bare([]);
    for (let up = chosen.suite; up !== undefined; up = up.outer) {
      path[path.length] = up;
    }
    for (let i = path.length - 1; i >= 0; i--) {
      add(path[i].beforeAll, NONE, false);
    }
    for (let i = path.length - 1; i >= 0; i--) {
      add(path[i].beforeEach, NONE, false);
    }
    add(bare([chosen.body]), chosen.args, false);
    for (let i = 0; i < path.length; i++) {
      add(path[i].afterEach, NONE, true);
    }
    for (let i = 0; i < path.length; i++) {
      add(path[i].afterAll, NONE, true);
    }
  }

  function proceed() {
    while (phase === "running" && stepOver && held === 0) {
      if (step === steps.length) {
        finish();
        return;
      }
      const next = steps[step++];
      if (next.always || failure === undefined) {
        begin(next);
      }
    }
  }

  function begin(next) {
    stepOver = false;
    try {
      follow(apply(next.body, undefined, next.args), end, failAndEnd);
    } catch (error) {
      failAndEnd(error);
    }
  }

  function end() {
    stepOver = true;
    proceed();
  }

  function failAndEnd(error) {
    failWith(error);
    end();
  }

  function isPromise(value) {
    return typeof value === "object" && value !== null && apply(isPrototypeOf, PromiseOf.prototype, [value]);
  }

  // Call one of two functions with what becomes of a value: at once, unless it is a promise or the like of one.
  function follow(value, resolved, rejected) {
    if (isPromise(value)) {
      // `await` takes a promise with this constructor as it is, whatever the program has made of Promise.prototype.
      install(value, "constructor", PromiseOf);
      awaitThen(value, resolved, rejected);
    } else if (typeof value === "object" && value !== null && typeof value.then === "function") {
      awaitThen(value, resolved, rejected);
    } else {
      resolved(value);
    }
  }

  async function awaitThen(value, resolved, rejected) {
    let result;
    try {
      result = await value;
    } catch (error) {
      rejected(error);
      return;
    }
    resolved(result);
  }

  function finish() {
    if (wanted !== undefined && (wanted.count < 0 ? counted === 0 : counted !== wanted.count)) {
      const said = wanted.count < 0 ? "expect.hasAssertions()" : `expect.assertions(${wanted.count})`;
      fail(`${said}: ${counted} ${counted === 1 ? "was" : "were"} made`, wanted.site, null);
    }
    phase = "over";
    controls.ask("finished", failure === undefined ? "null" : toJson(failure, "", null, 0), 0);
  }

  // -- what a test file sees ----------------------------------------------------------------------------------------

  const controls = chunk("controls")(test, follow);
  const scope = create(null);
  const it = variants(declareTest, true);
  const NAMES = {
    __proto__: null,
    describe: variants(declareSuite, false),
    it,
    test: it,
    beforeAll: hook("beforeAll"),
    beforeEach: hook("beforeEach"),
    afterEach: hook("afterEach"),
    afterAll: hook("afterAll"),
    expect: chunk("expect")(test, follow),
    jshost: controls.jshost,
  };
  for (const name in NAMES) {
    // An import of the same name takes its place.
    defineProperty(scope, name, { __proto__: null, value: NAMES[name], writable: false, configurable: true });
  }

  // -- what the host says -------------------------------------------------------------------------------------------

  return {
    __proto__: null,
    load(path) {
      phase = "loading";
      chunk("modules").start("", path, scope);
      phase = "loaded";
      list();
    },
    run(number) {
      plan(tests[number]);
      phase = "running";
      proceed();
    },
    settle: controls.settle,
  };
})
