// chunk framework
// App, Page and what a mini program goes through. The host decides what happens (framework/) and says it as a list of
// instructions, which run in one turn.
(function (host) {
  "use strict";
  const {
    apply, bare, chunk, create, encode, fault, fire, G, hook, getOwnPropertyDescriptor, install, isPrototypeOf, keys,
    post, PromiseOf, revivers, run, slice, takeCallback, then, toJson, write,
  } = host;
  const { put } = chunk("data");
  const modules = chunk("modules");
  const pages = chunk("pages");

  // App is of a class of its own (R): a page that keeps it in a field has no copy of it.
  const appPrototype = {};
  let app;
  let defaultApp;
  let launchOptions;
  let route;

  // -- what guests call --

  const HOOKS = bare(["onError", "onPageNotFound", "onUnhandledRejection", "onThemeChange"]);

  install(G, "App", function App(definition) {
    if (typeof definition !== "object" || definition === null) {
      write("warn", "App accepts an Object rather than some other value");
      return;
    }
    if (app !== undefined) {
      write("warn", "App() has been called before; there is one App in a mini program");
      return;
    }
    // What an independent subpackage has put there goes before App's own (D independent).
    app = defaultApp === undefined ? create(appPrototype) : defaultApp;
    const names = keys(definition);
    for (let i = 0; i < names.length; i++) {
      if (getOwnPropertyDescriptor(app, names[i]) === undefined) {
        put(app, names[i], definition[names[i]]);
      }
    }
    for (let i = 0; i < HOOKS.length; i++) {
      const name = HOOKS[i];
      if (typeof app[name] === "function") {
        hook(name, (detail) => hearing(name, detail));
      }
    }
    appHook("onLaunch", [launchOptions]);
  });

  function appHook(name, args) {
    const own = app === undefined ? undefined : app[name];
    if (typeof own === "function") {
      run(own, args, `App lifeCycleMethod ${name}`, "framework", app);
    }
  }

  // The host tells an error in a listener of errors from others by its place: telling it again would never end.
  function hearing(name, detail) {
    if (name !== "onError" && name !== "onUnhandledRejection") {
      appHook(name, [detail]);
    } else if (typeof app[name] === "function") {
      app[name](detail);
    }
  }

  install(G, "getApp", function getApp(options) {
    if (app === undefined && typeof options === "object" && options !== null && options.allowDefault) {
      defaultApp = defaultApp === undefined ? create(appPrototype) : defaultApp;
      return defaultApp;
    }
    return app;
  });

  // A page is known by the file that was loaded for it, whichever module calls Page.
  install(G, "Page", function Page(definition) {
    if (route === undefined) {
      throw pages.registeredTwice(G.__wxRoute);
    }
    pages.register(route, "Page", definition);
  });
  // One that is not loaded for a page is part of a page's template, and those are not rendered yet.
  install(G, "Component", function Component(definition) {
    if (route !== undefined) {
      pages.register(route, "Component", definition);
    } else {
      pages.registerComponent(apply(slice, modules.current(), [0, -3]), definition);
    }
  });
  install(G, "Behavior", pages.Behavior);
  install(G, "getCurrentPages", function getCurrentPages() {
    return pages.current();
  });
  install(G, "global", G);

  // -- what the host says --

  const channels = create(null);
  // Whoever opened the page is given its channel, once: the page may be closed again by then.
  revivers.Channel = (id) => {
    const channel = channels[id];
    delete channels[id];
    return channel;
  };

  function channelOf(id, events) {
    const channel = (channels[id] = new pages.EventChannel());
    const given = events === null ? undefined : takeCallback(events);
    if (typeof given === "object" && given !== null) {
      const names = keys(given);
      for (let i = 0; i < names.length; i++) {
        channel.on(names[i], given[names[i]]);
      }
    }
    return channel;
  }

  // A page's method, run for the host; its result goes back. That of a promise waits until the host asks for it, once.
  const awaited = create(null);

  function call(id, name, args, number) {
    const page = pages.page(id);
    const method = page === undefined ? undefined : page[name];
    if (typeof method !== "function") {
      post(`["value",{"missing":${methodsOf(page)}}]`);
      return;
    }
    const result = run(method, args, `"${pages.route(page)}" page ${name}`, "framework", page);
    if (typeof result === "object" && result !== null && apply(isPrototypeOf, PromiseOf.prototype, [result])) {
      awaited[number] = bare([]);
      apply(then, result, [(value) => keepAnswer(number, value), undefined]);
    } else {
      answer(result);
    }
  }

  function keepAnswer(number, value) {
    if (awaited[number] !== undefined) {
      awaited[number][0] = value;
    }
  }

  function giveAnswer(number) {
    const kept = awaited[number];
    delete awaited[number];
    if (kept !== undefined && kept.length > 0) {
      answer(kept[0]);
    }
  }

  function answer(value) {
    post(`["value",{"value":${encode(value)}}]`);
  }

  function methodsOf(page) {
    const names = page === undefined ? bare([]) : keys(page);
    const found = bare([]);
    for (let i = 0; i < names.length; i++) {
      if (typeof page[names[i]] === "function") {
        found[found.length] = names[i];
      }
    }
    return toJson(found, "", null, 0);
  }

  const INSTRUCTIONS = {
    __proto__: null,
    begin(settings) {
      launchOptions = settings.launch;
      install(G, "__wxConfig", settings.config);
      chunk("refusal");
    },
    require(path) {
      modules.start("", `/${path}`);
    },
    page(path) {
      route = path;
      install(G, "__wxRoute", path);
      install(G, "__wxRouteBegin", true);
      install(G, "__wxAppCurrentFile__", `${path}.js`);
      modules.start("", `/${path}.js`);
      route = undefined;
      answer(pages.isRegistered(path));
    },
    channel(id, events) {
      channelOf(id, events);
    },
    open(id, path, query) {
      pages.open(id, path, query, channels[id]);
    },
    close: pages.close,
    stack: pages.setStack,
    hook: pages.hook,
    // What is told of a route; that of a page that is made or closed has the page itself.
    route(name, detail, id) {
      if (id !== null) {
        put(detail, "page", pages.page(id));
      }
      fire(name, detail);
    },
    call,
    answer: giveAnswer,
    appShow(options) {
      appHook("onShow", [options]);
      fire("onAppShow", options);
    },
    appHide(options) {
      appHook("onHide", [options]);
      fire("onAppHide", options);
    },
    data(id) {
      const page = pages.page(id);
      answer(page === undefined ? undefined : page.data);
    },
  };

  // A getter in a page may throw where the host looks at it: the journey goes on.
  return (instructions) => {
    for (let i = 0; i < instructions.length; i++) {
      const { 0: name, 1: first, 2: second, 3: third, 4: fourth } = bare(instructions[i]);
      try {
        INSTRUCTIONS[name](first, second, third, fourth);
      } catch (error) {
        fault("uncaught", "", error);
      }
    }
  };
})
