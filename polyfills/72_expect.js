// chunk expect
// expect(): matchers, and what is said where one does not hold. A failure counts as soon as there is one: code that
// catches the error cannot hide it.
(function (host) {
  "use strict";
  const {
    apply, arraySlice, bare, chunk, create, defineProperty, describe: describeError, ErrorOf, exec, includes, install,
    isArray, isPrototypeOf, ObjectOf, PromiseOf, regExpToString, setForEach, setHas, slice, StringOf, TypeErrorOf,
    WeakOf, weakGet, weakSet,
  } = host;
  const equality = chunk("equality");
  const { equals, equalsStrictly, freeze, includesAll, is, isObject, isRegExp, kindOf, matches, standIn } = equality;
  const { callsOf } = chunk("spies");
  const MAX_TEXT = 65536;
  const MAX_SHOWN = 1000;
  // Strings from this length on are compared line by line, and all that have several lines.
  const LONG = 80;
  const PART = /^(?:\[(\d+)\]|\.?([^.[\]]+))/;

  // Of an error no more than it says: its stack would hide that.
  function show(value) {
    const shown = isError(value) ? `[${describeError(value).text}]`
      : chunk("inspect").inspect(value, undefined, equality.shownAs);
    return shown.length > MAX_SHOWN ? `${apply(slice, shown, [0, MAX_SHOWN])}…` : shown;
  }

  function isError(value) {
    return isObject(value) && apply(isPrototypeOf, ErrorOf.prototype, [value]);
  }

  // -- what a matcher finds -----------------------------------------------------------------------------------------

  // `words` says what is expected, as a function: it is only called where that is told.
  function found(pass, words, received) {
    return { __proto__: null, pass, words, received: () => show(received), pair: undefined };
  }

  // Of two values that ought to be the same: where they are not, they are compared line by line.
  function compared(pass, expected, received) {
    return {
      __proto__: null, pass, words: () => show(expected), received: () => show(received),
      pair: bare([expected, received]),
    };
  }

  function refuse(text) {
    throw new TypeErrorOf(text);
  }

  function checkNumbers(name, actual, expected) {
    if ((typeof actual !== "number" && typeof actual !== "bigint") ||
      (typeof expected !== "number" && typeof expected !== "bigint")) {
      refuse(`${name}() compares numbers, not ${show(actual)} and ${show(expected)}`);
    }
  }

  function ordered(name, sign, holds) {
    return (actual, limit) => {
      checkNumbers(name, actual, limit);
      return found(holds(actual, limit), () => `${sign} ${show(limit)}`, actual);
    };
  }

  function simple(words, holds) {
    return (actual) => found(holds(actual), () => words, actual);
  }

  function spied(name, spy) {
    return callsOf(spy) || refuse(`${name}() is for spies, which jshost.fn() makes; this is ${show(spy)}`);
  }

  // -- the matchers -------------------------------------------------------------------------------------------------

  const MATCHERS = {
    __proto__: null,
    toBe: (actual, expected) => compared(is(actual, expected), expected, actual),
    toEqual: (actual, expected) => compared(equals(actual, expected), expected, actual),
    toStrictEqual: (actual, expected) => compared(equalsStrictly(actual, expected), expected, actual),
    toMatchObject(actual, expected) {
      if (typeof expected !== "object" || expected === null) {
        refuse("toMatchObject() takes an object");
      }
      return compared(isObject(actual) && includesAll(actual, expected), expected, actual);
    },
    toBeTruthy: simple("a value that counts as true", (actual) => !!actual),
    toBeFalsy: simple("a value that counts as false", (actual) => !actual),
    toBeNull: simple("null", (actual) => actual === null),
    toBeUndefined: simple("undefined", (actual) => actual === undefined),
    toBeDefined: simple("any value but undefined", (actual) => actual !== undefined),
    toBeNaN: simple("NaN", (actual) => typeof actual === "number" && actual !== actual),
    toBeGreaterThan: ordered("toBeGreaterThan", ">", (a, b) => a > b),
    toBeGreaterThanOrEqual: ordered("toBeGreaterThanOrEqual", ">=", (a, b) => a >= b),
    toBeLessThan: ordered("toBeLessThan", "<", (a, b) => a < b),
    toBeLessThanOrEqual: ordered("toBeLessThanOrEqual", "<=", (a, b) => a <= b),
    toBeCloseTo(actual, expected, digits) {
      checkNumbers("toBeCloseTo", actual, expected);
      const margin = 10 ** -(digits === undefined ? 2 : digits) / 2;
      const distance = actual > expected ? actual - expected : expected - actual;
      return found(actual === expected || distance < margin, () => `${show(expected)} ± ${margin}`, actual);
    },
    toContain(actual, item) {
      return found(contains(actual, item), () => `something that contains ${show(item)}`, actual);
    },
    toContainEqual(actual, item) {
      const pass = isArray(actual) ? equality.hasEqual(actual, item) : isSet(actual) ?
        equality.any(setForEach, actual, (member) => equals(member, item)) :
        refuse(`toContainEqual() looks into arrays and sets, not ${show(actual)}`);
      return found(pass, () => `something that contains an item equal to ${show(item)}`, actual);
    },
    toHaveLength(actual, length) {
      if ((typeof actual !== "string" && !isObject(actual)) || typeof actual.length !== "number") {
        refuse(`toHaveLength() is for what has a length; this is ${show(actual)}`);
      }
      const received = actual.length;
      const verdict = found(received === length, () => `length ${show(length)}`, actual);
      verdict.received = () => `length ${received}: ${show(actual)}`;
      return verdict;
    },
    toHaveProperty(actual, path, value) {
      const property = look(actual, path);
      const words = () => `property ${show(path)}${arguments.length > 2 ? ` with the value ${show(value)}` : ""}`;
      if (arguments.length < 3 || property === undefined) {
        return found(property !== undefined, words, actual);
      }
      const verdict = compared(equals(property[0], value), value, property[0]);
      verdict.words = words;
      return verdict;
    },
    toMatch(actual, pattern) {
      if (typeof pattern !== "string" && !isRegExp(pattern)) {
        refuse("toMatch() takes a regular expression or a string");
      }
      if (typeof actual !== "string") {
        refuse(`toMatch() is for strings; this is ${show(actual)}`);
      }
      return found(matches(pattern, actual), () => `a string that matches ${show(pattern)}`, actual);
    },
    toThrow(actual, expected) {
      const thrown = thrownBy(actual);
      const isGiven = arguments.length > 1;
      return {
        __proto__: null,
        pass: thrown !== undefined && (!isGiven || isThrown(thrown[0], expected)),
        words: () => (isGiven ? wordsOfThrown(expected) : "an error"),
        received: () => (thrown === undefined ? "nothing was thrown" : show(thrown[0])),
        pair: undefined,
      };
    },
    toBeInstanceOf(actual, constructor) {
      if (typeof constructor !== "function") {
        refuse("toBeInstanceOf() takes a class");
      }
      return found(actual instanceof constructor, () => `an instance of ${show(constructor)}`, actual);
    },
    toHaveBeenCalled(spy) {
      const calls = spied("toHaveBeenCalled", spy);
      return found(calls.length > 0, () => "at least one call", calls);
    },
    toHaveBeenCalledTimes(spy, times) {
      const calls = spied("toHaveBeenCalledTimes", spy);
      return found(calls.length === times, () => `${show(times)} calls`, calls);
    },
    toHaveBeenCalledWith(spy) {
      const calls = spied("toHaveBeenCalledWith", spy);
      const args = argumentsOf(arguments);
      return found(equality.hasEqual(calls, args), () => `a call with ${show(args)}`, calls);
    },
    toHaveBeenLastCalledWith(spy) {
      const calls = spied("toHaveBeenLastCalledWith", spy);
      const args = argumentsOf(arguments);
      const last = calls.length > 0 ? calls[calls.length - 1] : undefined;
      const verdict = compared(last !== undefined && equals(last, args), args, last);
      verdict.words = () => `${show(args)} in the last call`;
      return verdict;
    },
  };

  function argumentsOf(args) {
    return apply(arraySlice, args, [1]);
  }

  function isSet(value) {
    return isObject(value) && kindOf(value) === "Set";
  }

  function contains(actual, item) {
    if (typeof actual === "string") {
      return typeof item === "string" && apply(includes, actual, [item]);
    }
    if (isSet(actual)) {
      return apply(setHas, actual, [item]);
    }
    if (!isArray(actual)) {
      refuse(`toContain() looks into strings, arrays and sets, not ${show(actual)}`);
    }
    for (let i = 0; i < actual.length; i++) {
      if (is(actual[i], item) || actual[i] === item) {
        return true;
      }
    }
    return false;
  }

  // What is at a path such as `list[0].name`, or a list of keys: in an array of one; undefined if it is not there.
  function look(value, path) {
    const steps = isArray(path) ? path : stepsOf(path);
    let at = value;
    for (let i = 0; i < steps.length; i++) {
      if (at === undefined || at === null || !(steps[i] in ObjectOf(at))) {
        return undefined;
      }
      at = at[steps[i]];
    }
    return bare([at]);
  }

  function stepsOf(path) {
    if (typeof path !== "string" || path === "") {
      refuse("toHaveProperty() takes a path such as 'list[0].name', or an array of keys");
    }
    const steps = bare([]);
    for (let rest = path; rest !== "";) {
      const part = apply(exec, PART, [rest]);
      if (part === null) {
        refuse(`toHaveProperty(): ${show(path)} is no path such as 'list[0].name'`);
      }
      steps[steps.length] = part[1] === undefined ? part[2] : part[1];
      rest = apply(slice, rest, [part[0].length]);
    }
    return steps;
  }

  // What a function throws, in an array of one; undefined if it throws nothing.
  function thrownBy(actual) {
    if (typeof actual !== "function") {
      refuse(`toThrow() calls a function; this is ${show(actual)}`);
    }
    let result;
    try {
      result = actual();
    } catch (error) {
      return bare([error]);
    }
    if (isObject(result) && apply(isPrototypeOf, PromiseOf.prototype, [result])) {
      refuse("toThrow(): the function is asynchronous and throws nothing; await expect(promise).rejects.toThrow()");
    }
  }

  function isThrown(error, expected) {
    if (standIn(expected) !== undefined) {
      return equals(error, expected);
    }
    if (typeof expected === "function") {
      return error instanceof expected;
    }
    const message = isObject(error) ? error.message : error;
    if (typeof expected === "string" || isRegExp(expected)) {
      return matches(expected, StringOf(message));
    }
    if (!isObject(expected)) {
      refuse("toThrow() takes a message, a regular expression, a class or an error");
    }
    return message === expected.message;
  }

  function wordsOfThrown(expected) {
    if (typeof expected === "string") {
      return `an error with ${show(expected)} in its message`;
    }
    if (isRegExp(expected)) {
      return `an error whose message matches ${apply(regExpToString, expected, [])}`;
    }
    return typeof expected === "function" ? `an error of ${show(expected)}` : show(expected);
  }

  // -- what is said -------------------------------------------------------------------------------------------------

  function isLong(value) {
    if (typeof value === "string") {
      return value.length > LONG || apply(includes, value, ["\n"]);
    }
    return typeof value === "object" && value !== null;
  }

  function spread(value) {
    const text = typeof value === "string" ? value : chunk("inspect").spread(value, equality.shownAs);
    return apply(slice, text, [0, MAX_TEXT]);
  }

  // Two texts to be compared line by line, null where one line says it all.
  function textsOf(pair) {
    if (pair === undefined || (!isLong(pair[0]) && !isLong(pair[1])) || typeof pair[0] !== typeof pair[1]) {
      return null;
    }
    return bare([spread(pair[0]), spread(pair[1])]);
  }

  function messageOf(name, args, path, negated, verdict) {
    const head = `expect(received)${path}${negated ? ".not" : ""}.${name}(${args.length > 1 ? "expected" : ""})`;
    const words = `${negated ? "not " : ""}${verdict.words()}`;
    return bare([head, words, verdict.received()]);
  }

  function detailsOf(matcher, said, texts) {
    return { __proto__: null, matcher, said, texts };
  }

  return (test, follow) => {
    // What each expectation is about: { actual, negated, promised, site }.
    const subjects = new WeakOf();
    const prototype = create(null);

    function expectation(actual, negated, promised) {
      const made = create(prototype);
      apply(weakSet, subjects, [made, { __proto__: null, actual, negated, promised }]);
      return made;
    }

    function subjectOf(value) {
      return apply(weakGet, subjects, [value]) || refuse("matchers are called on what expect() returns");
    }

    // Note a failure, and return the error that tells of it.
    function failure(message, details, stack) {
      test.fail(message, stack, details);
      const error = new ErrorOf(message);
      install(error, "name", "AssertionError");
      return error;
    }

    function judge(name, subject, args, path, stack) {
      let verdict;
      try {
        verdict = apply(MATCHERS[name], undefined, args);
      } catch (error) {
        throw failure(describeError(error).text, detailsOf(name, null, null), stack || test.here());
      }
      if (verdict.pass === subject.negated) {
        const said = messageOf(name, args, path, subject.negated, verdict);
        const texts = subject.negated ? null : textsOf(verdict.pair);
        throw failure(said[0], detailsOf(name, said, texts), stack || test.here());
      }
    }

    function argsFor(actual, given) {
      const args = bare([actual]);
      for (let i = 0; i < given.length; i++) {
        args[i + 1] = given[i];
      }
      return args;
    }

    // Of a promise: what it comes to is matched then, and its failure is told at the place of the call.
    function judgeLater(name, subject, given) {
      const { promised } = subject;
      const stack = test.here();
      const path = `.${promised}`;
      test.hold();
      const promise = new PromiseOf((resolve, reject) => {
        const settled = (judged) => {
          try {
            judged();
            resolve();
          } catch (error) {
            reject(error);
          }
          test.release();
        };
        const unwanted = (how, value) => settled(() => {
          const text = `expect(received)${path}.${name}(): the promise was ${how} with ${show(value)}`;
          throw failure(text, detailsOf(name, null, null), stack);
        });
        const arrived = (value) => settled(() => judge(name, subject, argsFor(value, given), path, stack));
        const rejected = (error) => settled(() => {
          const received = name === "toThrow" ? () => { throw error; } : error;
          judge(name, subject, argsFor(received, given), path, stack);
        });
        const isResolves = promised === "resolves";
        follow(
          subject.actual,
          isResolves ? arrived : (value) => unwanted("resolved", value),
          isResolves ? (error) => unwanted("rejected", error) : rejected,
        );
      });
      install(promise, "constructor", PromiseOf);
      return promise;
    }

    for (const name in MATCHERS) {
      prototype[name] = freeze(function () {
        const subject = subjectOf(this);
        test.count();
        if (subject.promised !== undefined) {
          return judgeLater(name, subject, arguments);
        }
        judge(name, subject, argsFor(subject.actual, arguments), "", undefined);
      });
    }

    function getter(name, get) {
      defineProperty(prototype, name, { __proto__: null, get });
    }

    getter("not", function () {
      const { actual, negated, promised } = subjectOf(this);
      return expectation(actual, !negated, promised);
    });
    for (const name in { __proto__: null, resolves: 1, rejects: 1 }) {
      getter(name, function () {
        const { actual, negated } = subjectOf(this);
        return expectation(actual, negated, name);
      });
    }
    freeze(prototype);

    const expect = function (actual) {
      return expectation(actual, false, undefined);
    };
    const { makers } = equality;
    for (const name in makers) {
      install(expect, name, makers[name]);
    }
    install(expect, "assertions", (count) => {
      if (typeof count !== "number" || !(count >= 0)) {
        refuse("expect.assertions() takes a number");
      }
      test.want(count, test.here());
    });
    install(expect, "hasAssertions", () => test.want(-1, test.here()));
    return freeze(expect);
  };
})
