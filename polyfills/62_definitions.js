// chunk definitions
// What Page, Component and Behavior are given, with the behaviors that they use mixed in by the documented rules (D
// behaviors): the definition itself goes before its behaviors, later behaviors before earlier ones, and those that use
// a behavior before it; data that are objects on both sides are merged; lifecycle functions and observers all run,
// those of behaviors first, and of each behavior once.
(function (host) {
  "use strict";
  const {
    apply, bare, chunk, create, getOwnPropertyDescriptor, isArray, keys, slice, tagOf, weakGet, WeakOf, weakSet, write,
  } = host;
  const { copy, put, stepsOf } = chunk("data");
  const behaviors = new WeakOf();

  const LIFETIMES = bare(["created", "attached", "ready", "moved", "detached", "error"]);

  function isObject(value) {
    return typeof value === "object" && value !== null;
  }

  function isPlain(value) {
    return isObject(value) && !isArray(value);
  }

  function keysOf(value) {
    return isPlain(value) ? keys(value) : bare([]);
  }

  function Behavior(definition) {
    const given = isPlain(definition) ? definition : {};
    const behavior = {};
    apply(weakSet, behaviors, [behavior, given]);
    filter(given);
    return behavior;
  }

  // Names such as wx://form-field stand for behaviors of the view layer.
  function definitionOf(behavior) {
    return isPlain(behavior) ? apply(weakGet, behaviors, [behavior]) : undefined;
  }

  // Call `visit` with each behavior that a definition uses, and with that behavior's definition.
  function eachBehavior(definition, visit) {
    const used = definition.behaviors;
    const length = isArray(used) ? used.length : 0;
    for (let i = 0; i < length; i++) {
      const behavior = used[i];
      const found = definitionOf(behavior);
      if (found !== undefined) {
        visit(found, behavior);
      }
    }
  }

  // -- definitionFilter: a behavior looks at the definitions that use it, and changes them (D extend) --

  function filter(definition) {
    eachBehavior(definition, (found) => {
      if (typeof found.definitionFilter === "function") {
        found.definitionFilter(definition, filtersOf(found));
      }
    });
  }

  function filtersOf(definition) {
    const filters = [];
    eachBehavior(definition, (found) => {
      if (typeof found.definitionFilter === "function") {
        put(filters, filters.length, found.definitionFilter);
      }
    });
    return filters;
  }

  // -- mixing --

  function emptyMix() {
    return {
      __proto__: null, data: {}, properties: create(null), methods: create(null), lifetimes: create(null),
      pageLifetimes: create(null), observers: bare([]), behaviors: bare([]), fields: create(null),
    };
  }

  // `above` are the definitions that are being mixed: a behavior that uses itself ends there.
  function mixBehaviors(mix, definition, above) {
    eachBehavior(definition, (found, behavior) => {
      for (let up = above; up !== undefined; up = up.above) {
        if (up.found === found) {
          return;
        }
      }
      const isNew = !includes(mix.behaviors, behavior);
      if (isNew) {
        mix.behaviors[mix.behaviors.length] = behavior;
      }
      mixBehaviors(mix, found, { __proto__: null, found, above });
      mixValues(mix, found);
      if (isNew) {
        mixHooks(mix, found);
      }
    });
  }

  function includes(list, item) {
    for (let i = 0; i < list.length; i++) {
      if (list[i] === item) {
        return true;
      }
    }
    return false;
  }

  function mixValues(mix, definition) {
    mergeData(mix.data, definition.data);
    addAll(mix.methods, definition.methods);
    const { properties } = definition;
    const names = keysOf(properties);
    for (let i = 0; i < names.length; i++) {
      mix.properties[names[i]] = propertyOf(properties[names[i]], mix.methods);
    }
  }

  // Into an array an object is merged, too (F: 000642…b56000).
  function mergeData(target, source) {
    const names = keysOf(source);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const value = source[name];
      const there = getOwnPropertyDescriptor(target, name);
      if (there !== undefined && isMerged(there.value) && isPlain(value) && tagOf(value) === "Object") {
        mergeData(there.value, value);
      } else {
        put(target, name, copy(value));
      }
    }
  }

  function isMerged(value) {
    return isObject(value) && (isArray(value) || tagOf(value) === "Object");
  }

  function addAll(target, source) {
    const names = keysOf(source);
    for (let i = 0; i < names.length; i++) {
      target[names[i]] = source[names[i]];
    }
  }

  // -- properties: a type, or an object with type, optionalTypes, value and observer --

  function propertyOf(given, methods) {
    const whole = isPlain(given) ? given : { __proto__: null, type: given };
    const { value, observer, optionalTypes } = whole;
    return {
      __proto__: null,
      type: typeName(whole.type),
      others: typeNames(optionalTypes),
      value: copy(value),
      observer: callable(observer, methods),
    };
  }

  function typeNames(types) {
    const names = bare([]);
    for (let i = 0; isArray(types) && i < types.length; i++) {
      names[i] = typeName(types[i]);
    }
    return names;
  }

  // What is no constructor is the type null: any value.
  function typeName(type) {
    const described = typeof type === "function" ? getOwnPropertyDescriptor(type, "name") : undefined;
    return described !== undefined && typeof described.value === "string" ? described.value : "";
  }

  // -- lifecycle functions and observers: functions, or the names of methods (D) --

  function callable(given, methods) {
    const found = typeof given === "string" ? methods[given] : given;
    return typeof found === "function" ? found : undefined;
  }

  function mixHooks(mix, definition) {
    const { lifetimes, pageLifetimes } = definition;
    for (let i = 0; i < LIFETIMES.length; i++) {
      const name = LIFETIMES[i];
      const inner = isPlain(lifetimes) ? lifetimes[name] : undefined;
      addHook(mix.lifetimes, name, callable(inner !== undefined ? inner : definition[name], mix.methods));
    }
    const names = keysOf(pageLifetimes);
    for (let i = 0; i < names.length; i++) {
      addHook(mix.pageLifetimes, names[i], callable(pageLifetimes[names[i]], mix.methods));
    }
    mixObservers(mix, definition.observers);
  }

  function addHook(hooks, name, hook) {
    if (hook !== undefined) {
      const list = hooks[name] || (hooks[name] = bare([]));
      list[list.length] = hook;
    }
  }

  // An object by fields, or a list of { fields, observer } (R).
  function mixObservers(mix, observers) {
    for (let i = 0; isArray(observers) && i < observers.length; i++) {
      const { fields, observer } = observers[i];
      addObserver(mix, fields === undefined ? "**" : `${fields}`, observer);
    }
    const names = keysOf(observers);
    for (let i = 0; i < names.length; i++) {
      addObserver(mix, names[i], observers[names[i]]);
    }
  }

  function addObserver(mix, fields, given) {
    const callback = callable(given, mix.methods);
    if (callback === undefined) {
      return;
    }
    try {
      mix.observers[mix.observers.length] = { __proto__: null, fields, paths: pathsOf(fields), callback };
    } catch (error) {
      write("warn", `the observer of "${fields}" does not run: ${error.message}`);
    }
  }

  // `a, b.c, list[0], d.**` as steps; `deep` is whether it is told of everything below, too.
  function pathsOf(fields) {
    const found = bare([]);
    let path = "";
    for (let i = 0; i <= fields.length; i++) {
      const letter = fields[i];
      if (letter === "," || letter === undefined) {
        found[found.length] = pathOf(path);
        path = "";
      } else if (letter !== " ") {
        path += letter;
      }
    }
    return found;
  }

  function pathOf(text) {
    const deep = apply(slice, text, [-2]) === "**";
    const path = deep ? apply(slice, text, [0, -2]) : text;
    return { __proto__: null, deep, steps: deep && path === "" ? bare([]) : stepsOf(path) };
  }

  // -- what becomes of a definition --

  function mixComponent(definition) {
    filter(definition);
    const mix = emptyMix();
    mixBehaviors(mix, definition, undefined);
    mixValues(mix, definition);
    mixHooks(mix, definition);
    return mix;
  }

  // A page's own functions and fields stand beside its data.
  function mixPage(definition) {
    filter(definition);
    const mix = emptyMix();
    mixBehaviors(mix, definition, undefined);
    mergeData(mix.data, definition.data);
    const names = keys(definition);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (name !== "data" && name !== "behaviors") {
        const value = definition[name];
        (typeof value === "function" ? mix.methods : mix.fields)[name] = value;
      }
    }
    return mix;
  }

  return { __proto__: null, Behavior, mixComponent, mixPage };
})
