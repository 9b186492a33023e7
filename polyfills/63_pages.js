// chunk pages
// Pages: what Page and Component register, and the instances that live on the page stack.
(function (host) {
  "use strict";
  const {
    apply, bare, chunk, create, ErrorOf, fault, getOwnPropertyDescriptor, install, isArray, keys, NumberOf, post, run,
    slice, startTimer, stringify, StringOf, tagOf, toLowerCase, TypeErrorOf, viewless, WeakOf, weakGet, weakSet, write,
  } = host;
  const { copy, copyField, getAt, put, setAt, sizeOf, stepsOf } = chunk("data");
  const { Behavior, mixComponent, mixPage } = chunk("definitions");
  const EventChannel = chunk("channel");

  const definitions = create(null);
  const components = create(null);
  const pages = create(null);
  let stack = bare([]);

  // -- definitions --

  // What is wrong is thrown, in the base library's words (R).
  function register(route, kind, definition) {
    if (tagOf(definition) !== "Object") {
      throw new ErrorOf(`APP-SERVICE-Engine:Options is not object: ${shown(definition)} in ${route}.js`);
    }
    if (definitions[route] !== undefined) {
      throw registeredTwice(route);
    }
    definitions[route] = kind === "Page" ? mixPage(definition) : mixComponent(definition);
  }

  // A component that is loaded by another file than a page's own: it can be a page later on.
  function registerComponent(path, definition) {
    components[path] = definition;
  }

  function definitionOf(route) {
    if (definitions[route] === undefined && components[route] !== undefined) {
      register(route, "Component", components[route]);
    }
    return definitions[route];
  }

  function shown(value) {
    return typeof value === "object" && value !== null ? tagOf(value) : StringOf(value);
  }

  function registeredTwice(route) {
    return new ErrorOf(`APP-SERVICE-Engine:Please do not register multiple Pages in ${route}.js`);
  }

  // -- instances --

  const states = new WeakOf();

  function stateOf(page) {
    return apply(weakGet, states, [page]);
  }

  function open(id, route, query, channel) {
    const mix = definitionOf(route);
    if (mix === undefined) {
      fault("load", `${route}.js`, new ErrorOf(`Page "${route}" has not been registered yet.`));
      return;
    }
    const page = create(pagePrototype);
    const state = {
      __proto__: null, id, route, mix, channel, marks: bare([]), changed: bare([]), isObserving: false,
    };
    apply(weakSet, states, [page, state]);
    fill(page, state, query);
    runAll(page, mix.lifetimes.created, [], "created");
    // From here on it is found on the stack (D).
    pages[id] = page;
    takeQuery(page, state, query);
    runAll(page, mix.lifetimes.attached, [], "attached");
    hook(id, "onLoad", [copy(query)]);
  }

  function fill(page, state, query) {
    const { mix, route, id } = state;
    const fields = keys(mix.fields);
    for (let i = 0; i < fields.length; i++) {
      put(page, fields[i], copyField(mix.fields[fields[i]]));
    }
    put(page, "data", copy(mix.data));
    addDefaults(page.data, mix.properties);
    const methods = keys(mix.methods);
    for (let i = 0; i < methods.length; i++) {
      put(page, methods[i], mix.methods[methods[i]]);
    }
    putNew(page, "properties", page.data);
    putNew(page, "route", route);
    put(page, "is", route);
    put(page, "__route__", route);
    put(page, "options", copy(query));
    put(page, "__wxWebviewId__", id);
  }

  // What a page defines itself under such a name stays (R: route).
  function putNew(page, name, value) {
    if (getOwnPropertyDescriptor(page, name) === undefined) {
      put(page, name, value);
    }
  }

  // -- properties of a component that is a page: their defaults, then what the query has (D component) --

  const DEFAULTS = {
    __proto__: null, String: () => "", Number: () => 0, Boolean: () => false, Array: () => [], Function: () => () => {},
  };

  function defaultOf(type) {
    return DEFAULTS[type] === undefined ? null : DEFAULTS[type]();
  }

  function addDefaults(data, properties) {
    const names = keys(properties);
    for (let i = 0; i < names.length; i++) {
      const { type, value } = properties[names[i]];
      put(data, names[i], value === undefined ? defaultOf(type) : copy(value));
    }
  }

  function takeQuery(page, state, query) {
    const names = keys(state.mix.properties);
    const changes = bare([]);
    for (let i = 0; i < names.length; i++) {
      if (getOwnPropertyDescriptor(query, names[i]) !== undefined) {
        changes[changes.length] = { __proto__: null, steps: bare([names[i]]), value: query[names[i]] };
      }
    }
    if (changes.length > 0) {
      change(page, state, changes);
    }
  }

  // What each type makes of a value (R); undefined where that cannot be.
  const FITTING = {
    __proto__: null,
    String: (value) => (value === null || typeof value === "symbol" ? undefined : StringOf(value)),
    Number: (value) => (isFinite(value) ? NumberOf(value) : undefined),
    Boolean: (value) => !!value,
    Array: (value) => (isArray(value) ? value : undefined),
    Object: (value) => (typeof value === "object" ? value : undefined),
    Function: (value) => (typeof value === "function" ? value : undefined),
  };

  function isFinite(value) {
    return typeof value !== "object" && typeof value !== "symbol" && NumberOf(value) - NumberOf(value) === 0;
  }

  function fitTo(type, value) {
    return FITTING[type] === undefined ? value : FITTING[type](value);
  }

  // What a property takes for a value; one that it cannot take makes it the default of its type.
  function fitting(name, property, value, route) {
    const { type, others } = property;
    for (let i = 0; i < others.length; i++) {
      if (fitTo(others[i], value) === value) {
        return value;
      }
    }
    const fit = fitTo(type, value);
    if (fit !== undefined) {
      return fit;
    }
    const given = value === null ? "null" : `non-${apply(toLowerCase, type, [])}`;
    write("warn", `property "${name}" of "${route}" received type-uncompatible value: ` +
      `expected <${type}> but got ${given} value. Used default value instead.`);
    return defaultOf(type);
  }

  // -- lifecycle --

  function runAll(page, hooks, args, name) {
    if (hooks !== undefined) {
      for (let i = 0; i < hooks.length; i++) {
        run(hooks[i], args, `"${stateOf(page).route}" page lifeCycleMethod ${name}`, "framework", page);
      }
    }
  }

  function hook(id, name, args) {
    const page = pages[id];
    if (page === undefined) {
      return;
    }
    const { mix, route } = stateOf(page);
    if (SHOWN[name] !== undefined) {
      runAll(page, mix.pageLifetimes[SHOWN[name]], args, SHOWN[name]);
    }
    if (LIVED[name] !== undefined) {
      runAll(page, mix.lifetimes[LIVED[name]], [], LIVED[name]);
    }
    const own = page[name];
    if (typeof own === "function") {
      run(own, args, `"${route}" page lifeCycleMethod ${name}`, "framework", page);
    }
  }

  const SHOWN = { __proto__: null, onShow: "show", onHide: "hide", onResize: "resize" };
  const LIVED = { __proto__: null, onReady: "ready" };

  function close(id) {
    const page = pages[id];
    if (page !== undefined) {
      try {
        hook(id, "onUnload", []);
        runAll(page, stateOf(page).mix.lifetimes.detached, [], "detached");
      } finally {
        delete pages[id];
      }
    }
  }

  // -- setData --

  function setData(changes, callback) {
    const state = stateOf(this);
    if (state === undefined) {
      throw new TypeErrorOf("setData was called without its page as this");
    }
    if (tagOf(changes) !== "Object") {
      write("warn", `setData accepts an Object rather than some ${tagOf(changes)}`);
      return;
    }
    change(this, state, send(state, changes));
    if (typeof callback === "function") {
      afterwards(this, callback);
    }
  }

  // Read what is to be set, all of it before any is set, and tell the host what goes to the view layer: JSON. What has
  // none is thrown.
  function send(state, changes) {
    const paths = keys(changes);
    const read = bare([]);
    let size = 0;
    let names = "";
    for (let i = 0; i < paths.length; i++) {
      const path = paths[i];
      const value = changes[path];
      if (value === undefined) {
        write("warn", `Setting data field "${path}" to undefined is invalid.`);
        continue;
      }
      size += path.length + sizeOf(value);
      names += names === "" ? path : `, ${path}`;
      read[read.length] = { __proto__: null, steps: stepsOf(path), value: copy(value) };
    }
    post(`["set",${state.id},${size},${stringify(names.length > 200 ? `${apply(slice, names, [0, 200])}…` : names)}]`);
    return read;
  }

  function change(page, state, changes) {
    const { mix, route } = state;
    for (let i = 0; i < changes.length; i++) {
      const { steps, value } = changes[i];
      const property = mix.properties[steps[0]];
      if (property === undefined) {
        setAt(page.data, steps, value);
      } else if (steps.length > 1) {
        setAt(page.data, steps, value);
        noteChanged(state, property, value, undefined);
      } else {
        const old = page.data[steps[0]];
        const fit = fitting(steps[0], property, value, route);
        setAt(page.data, steps, fit);
        noteChanged(state, property, fit, old);
      }
      mark(state, steps);
    }
    if (!state.isObserving) {
      observe(page, state);
    }
  }

  // The view layer has taken the data in: a macrotask later.
  function afterwards(page, callback) {
    startTimer(() => {
      run(callback, [], `"${stateOf(page).route}" page setData callback`, "framework", page);
    }, 0, 0, []);
  }

  // -- observers: setting a field tells those of what is in it and of what it is in, the latter if they have ** (D) --

  function mark(state, set) {
    const { observers } = state.mix;
    for (let i = 0; i < observers.length; i++) {
      const { paths } = observers[i];
      for (let k = 0; k < paths.length && state.marks[i] !== true; k++) {
        state.marks[i] = touches(paths[k], set);
      }
    }
  }

  function touches(path, set) {
    const { steps, deep } = path;
    const shared = steps.length < set.length ? steps.length : set.length;
    for (let i = 0; i < shared; i++) {
      if (StringOf(steps[i]) !== StringOf(set[i])) {
        return false;
      }
    }
    return deep || set.length <= steps.length;
  }

  function noteChanged(state, property, value, old) {
    if (property.observer !== undefined && value !== old) {
      state.changed[state.changed.length] = { __proto__: null, observer: property.observer, value, old };
    }
  }

  // What observers set has them run again after this round, until nothing is set any more: for ever, if it comes to
  // that (D, R). Then those of single properties run.
  function observe(page, state) {
    state.isObserving = true;
    try {
      while (observeOnce(page, state));
    } finally {
      state.isObserving = false;
    }
    const { changed } = state;
    state.changed = bare([]);
    for (let i = 0; i < changed.length; i++) {
      const { observer, value, old } = changed[i];
      run(observer, [value, old], `"${state.route}" property observer`, "framework", page);
    }
  }

  function observeOnce(page, state) {
    const { observers } = state.mix;
    let ran = false;
    for (let i = 0; i < observers.length; i++) {
      if (state.marks[i] === true) {
        const { paths, callback, fields } = observers[i];
        state.marks[i] = false;
        ran = true;
        run(callback, valuesAt(page.data, paths), `"${state.route}" observer of ${fields}`, "framework", page);
      }
    }
    return ran;
  }

  function valuesAt(data, paths) {
    const values = bare([]);
    for (let i = 0; i < paths.length; i++) {
      values[i] = getAt(data, paths[i].steps);
    }
    return values;
  }

  // -- what every instance has --

  const shared = {
    setData,
    groupSetData(callback) {
      if (typeof callback === "function") {
        apply(callback, this, []);
      }
    },
    hasBehavior(behavior) {
      const { behaviors } = stateOf(this).mix;
      for (let i = 0; i < behaviors.length; i++) {
        if (behaviors[i] === behavior) {
          return true;
        }
      }
      return false;
    },
    triggerEvent() {},
    // Templates are not rendered: there is nothing in the page yet.
    selectComponent: () => null,
    selectAllComponents: () => [],
    selectOwnerComponent: () => null,
    getRelationNodes: () => [],
    getTabBar: () => undefined,
    createSelectorQuery: () => chunk("selector").createSelectorQuery(),
    createIntersectionObserver: () => chunk("selector").createIntersectionObserver(),
    createMediaQueryObserver: () => viewless("Component.createMediaQueryObserver"),
    animate: () => viewless("Component.animate"),
    clearAnimation: () => viewless("Component.clearAnimation"),
    getPageId() {
      return `pageId:${stateOf(this).id}`;
    },
    getOpenerEventChannel() {
      const state = stateOf(this);
      return state.channel === undefined ? (state.channel = new EventChannel()) : state.channel;
    },
  };
  const pagePrototype = {};
  const names = keys(shared);
  for (let i = 0; i < names.length; i++) {
    install(pagePrototype, names[i], shared[names[i]]);
  }

  return {
    __proto__: null, Behavior, register, registerComponent, registeredTwice, open, close, hook, EventChannel,
    page: (id) => pages[id],
    isRegistered: (route) => definitions[route] !== undefined || components[route] !== undefined,
    route: (page) => stateOf(page).route,
    setStack(ids) {
      stack = ids;
    },
    current() {
      const found = [];
      for (let i = 0; i < stack.length; i++) {
        if (pages[stack[i]] !== undefined) {
          put(found, found.length, pages[stack[i]]);
        }
      }
      return found;
    },
  };
})
