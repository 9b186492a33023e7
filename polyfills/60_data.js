// chunk data
// The data of pages: copied, and set by paths such as a.b[0].c.
(function (host) {
  "use strict";
  const {
    apply, bare, charCodeAt, chunk, datePrototype, defineProperty, ErrorOf, getOwnPropertyDescriptor, getPrototypeOf,
    getTime, indexOf, isArray, isPrototypeOf, keys, mapGet, MapOf, mapSet, objectPrototype, parseInt, setPrototypeOf,
    StringOf, stringify, tagOf, toJson,
  } = host;
  const arrayPrototype = getPrototypeOf([]);

  // Set a field of the guest's own. One that is there is assigned: programs watch their data with setters (F). A new
  // one is defined: assigning would run what guests put on the prototypes.
  function put(target, key, value) {
    if (getOwnPropertyDescriptor(target, key) === undefined) {
      define(target, key, value);
    } else {
      target[key] = value;
    }
  }

  function define(target, key, value) {
    defineProperty(target, key, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  }

  // -- copies --

  // Arrays and plain objects are copied all the way down, cycles as cycles; objects of classes become plain ones (R),
  // and what has no fields to copy (functions, buffers, maps) stays the same.
  function copy(value) {
    return copied(value, undefined, false);
  }

  // The same for the fields that a page has beside its data, but objects of classes stay the same, too (R).
  function copyField(value) {
    return copied(value, undefined, true);
  }

  function copied(value, seen, keepsInstances) {
    if (typeof value !== "object" || value === null) {
      return value;
    }
    const date = dateLike(value);
    if (date !== undefined) {
      return date;
    }
    const known = seen === undefined ? undefined : apply(mapGet, seen, [value]);
    if (known !== undefined) {
      return known;
    }
    const all = seen === undefined ? new MapOf() : seen;
    if (isArray(value)) {
      return copiedArray(value, all, keepsInstances);
    }
    return isOpaque(value, keepsInstances) ? value : copiedObject(value, all, keepsInstances);
  }

  function dateLike(value) {
    if (apply(isPrototypeOf, datePrototype, [value])) {
      try {
        return new (chunk("date").Date)(apply(getTime, value, []));
      } catch (_) {
        return undefined;
      }
    }
  }

  // An object of the engine's own classes, whose content is not in its properties.
  function isOpaque(value, keepsInstances) {
    const prototype = getPrototypeOf(value);
    return prototype !== objectPrototype && prototype !== null && (keepsInstances || tagOf(value) !== "Object");
  }

  function copiedObject(value, seen, keepsInstances) {
    const into = {};
    apply(mapSet, seen, [value, into]);
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      define(into, names[i], copied(value[names[i]], seen, keepsInstances));
    }
    return into;
  }

  function copiedArray(value, seen, keepsInstances) {
    const into = bare([]);
    apply(mapSet, seen, [value, into]);
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      into[names[i]] = copied(value[names[i]], seen, keepsInstances);
    }
    into.length = value.length;
    setPrototypeOf(into, arrayPrototype);
    return into;
  }

  // -- paths --

  // The steps of a path: strings for fields, numbers for items of arrays. As the base library reads it (R): dots in a
  // row are one, and a bracket that is never closed does not count.
  function steps(path) {
    const found = bare([]);
    let name = "";
    let digits = "";
    let inside = false;
    const take = () => {
      if (name !== "") {
        found[found.length] = name;
        name = "";
      }
    };
    for (let i = 0; i < path.length; i++) {
      const letter = path[i];
      if (letter === "\\") {
        const escapes = i + 1 < path.length && apply(indexOf, ".[]\\", [path[i + 1]]) >= 0;
        name += escapes ? path[++i] : letter;
      } else if (letter === ".") {
        take();
      } else if (letter === "[") {
        take();
        check(found.length > 0, "The path string should not start with []", path);
        inside = true;
        digits = "";
      } else if (letter === "]") {
        check(digits !== "", "There should be digits inside [] in the path string", path);
        found[found.length] = parseInt(digits, 10);
        inside = false;
        digits = "";
      } else if (inside) {
        check(isDigit(letter), "Only digits (0-9) can be put inside [] in the path string", path);
        digits += letter;
      } else {
        name += letter;
      }
    }
    take();
    check(found.length > 0, "The path string should not be empty", path);
    return found;
  }

  function check(holds, fault, path) {
    if (!holds) {
      throw new ErrorOf(path === "" ? fault : `${fault}: ${path}`);
    }
  }

  function isDigit(letter) {
    const code = apply(charCodeAt, letter, [0]);
    return code >= 48 && code <= 57;
  }

  const MARKS = bare([".", "[", "]", "\\"]);

  // Most paths are names.
  function stepsOf(path) {
    for (let i = 0; i < MARKS.length; i++) {
      if (apply(indexOf, path, [MARKS[i]]) >= 0) {
        return steps(path);
      }
    }
    return path === "" ? steps(path) : bare([path]);
  }

  // Set what a path leads to. What stands in its way gives way: what is no object, an array where a name comes next,
  // and any other object where an index does (R).
  function setAt(data, found, value) {
    const last = found.length - 1;
    let target = data;
    for (let i = 0; i < last; i++) {
      const isIndex = typeof found[i + 1] === "number";
      if (!holds(ownValue(target, found[i]), isIndex)) {
        put(target, found[i], isIndex ? [] : {});
      }
      target = target[found[i]];
    }
    put(target, found[last], value);
  }

  function holds(value, isIndex) {
    return typeof value === "object" && value !== null && isArray(value) === isIndex;
  }

  function ownValue(target, key) {
    return getOwnPropertyDescriptor(target, key) === undefined ? undefined : target[key];
  }

  function getAt(data, found) {
    let value = data;
    for (let i = 0; i < found.length && value !== undefined; i++) {
      value = typeof value === "object" && value !== null ? value[found[i]] : undefined;
    }
    return value;
  }

  // The size of a value on its way to the view layer: the length of its JSON. Throws for what has none.
  function sizeOf(value) {
    switch (typeof value) {
      case "string":
        return stringify(value).length;
      case "number":
      case "boolean":
        return StringOf(value).length;
      default:
        return (toJson(value, "", null, 0) || "").length;
    }
  }

  return { __proto__: null, copy, copyField, put, stepsOf, setAt, getAt, sizeOf };
})
