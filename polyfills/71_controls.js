// chunk controls
// jshost, by which a test has the host do what a user does, and looks at what became of it. The controls are the host's
// (testing/controls.py): here each is a call, or a promise that the host settles when it has been done.
(function (host) {
  "use strict";
  const {
    bare, chunk, create, encode, ErrorOf, install, ObjectOf, parse, PromiseOf, raw, toJson,
  } = host;
  // Read before any code of the guest's has run.
  const { freeze } = ObjectOf;
  const waiting = create(null);
  let last = 0;

  // `values` are JSON, with commas between. Returns [0, value] or [1, what is wrong].
  function request(name, values, number) {
    return parse(raw(`["control","${name}",[${values}],${number}]`));
  }

  function ask(name, values, number) {
    const answer = request(name, values, number);
    if (answer[0] === 1) {
      throw new ErrorOf(answer[1]);
    }
    return answer[1];
  }

  function encodeAll(args) {
    let values = "";
    for (let i = 0; i < args.length; i++) {
      values += `${i === 0 ? "" : ","}${encode(args[i])}`;
    }
    return values;
  }

  // The arguments from the `first` one on as one list.
  function encodeRest(args, first) {
    const rest = bare([]);
    for (let i = first; i < args.length; i++) {
      rest[i - first] = args[i];
    }
    return encode(rest);
  }

  const encodeList = (args) => encodeRest(args, 0);
  const encodeNamed = (args) => `${encode(args.length > 0 ? args[0] : undefined)},${encodeRest(args, 1)}`;

  function atOnce(name, encodeArguments) {
    return function () {
      return ask(name, encodeArguments(arguments), 0);
    };
  }

  return (test, follow) => {
    function later(name, encodeArguments) {
      return function () {
        if (!test.isRunning()) {
          throw new ErrorOf(`jshost.${name}() belongs in a test, or in a hook`);
        }
        const number = ++last;
        const values = encodeArguments(arguments);
        const site = new ErrorOf();
        const promise = new PromiseOf((resolve, reject) => {
          waiting[number] = { __proto__: null, resolve, reject, site };
        });
        // So that `await` needs nothing which the program may have replaced.
        install(promise, "constructor", PromiseOf);
        test.hold();
        const answer = request(name, values, number);
        if (answer[0] === 1) {
          settle(number, 0, answer[1]);
        }
        return promise;
      };
    }

    function settle(number, succeeded, value) {
      const { resolve, reject, site } = waiting[number];
      delete waiting[number];
      if (succeeded === 1) {
        resolve(value);
      } else {
        install(site, "message", value);
        reject(site);
      }
      test.release();
    }

    // Its data is in the guest already.
    function page() {
      const found = ask("page", "", 0);
      if (found === null) {
        return null;
      }
      const shown = chunk("pages").page(found.id);
      const data = shown === undefined ? undefined : toJson(shown.data, "", null, 0);
      return { route: found.route, data: data === undefined ? {} : parse(data), options: found.options };
    }

    const jshost = create(null);
    const CONTROLS = {
      __proto__: null,
      grant: atOnce("grant", encodeList),
      deny: atOnce("deny", encodeList),
      reset: atOnce("reset", encodeAll),
      query: atOnce("query", encodeAll),
      answer: atOnce("answer", encodeNamed),
      prompts: atOnce("prompts", encodeAll),
      choices: atOnce("choices", encodeAll),
      calls: atOnce("calls", encodeAll),
      console: atOnce("console", encodeAll),
      errors: atOnce("errors", encodeAll),
      toast: atOnce("toast", encodeAll),
      page,
      pages: atOnce("pages", encodeAll),
      now: atOnce("now", encodeAll),
      fn: chunk("spies").make,
      launch: later("launch", encodeAll),
      tap: later("tap", encodeAll),
      input: later("input", encodeAll),
      call: later("call", encodeNamed),
      open: later("open", encodeAll),
      back: later("back", encodeAll),
      tab: later("tab", encodeAll),
      background: later("background", encodeAll),
      foreground: later("foreground", encodeAll),
      media: later("media", encodeAll),
      interruption: later("interruption", encodeAll),
      device: later("device", encodeAll),
      memory: later("memory", encodeAll),
      screenshot: later("screenshot", encodeAll),
      wait: later("wait", encodeAll),
    };
    for (const name in CONTROLS) {
      install(CONTROLS[name], "name", name);
      jshost[name] = freeze(CONTROLS[name]);
    }
    return { __proto__: null, ask, settle, jshost: freeze(jshost) };
  };
})
