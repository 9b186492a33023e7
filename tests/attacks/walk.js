// Everything that can be reached from some named values without calling anything: own properties of any kind, the
// functions of accessors, prototypes. Returns lines of "path: what it is, attributes".
//
// What every function has is left out: a name, a length, Function.prototype.
(function (roots) {
  "use strict";
  const paths = new Map();
  const visited = [];
  const lines = [];
  let next = 0;

  // The text of a function does not tell: one that was loaded compiled has none, as native ones.
  const lineNumber = Object.getOwnPropertyDescriptor(Function.prototype, "lineNumber").get;

  function isObject(value) {
    return (typeof value === "object" && value !== null) || typeof value === "function";
  }

  function own(value, key) {
    const found = Object.getOwnPropertyDescriptor(value, key);
    return found && found.value;
  }

  function kind(value) {
    if (typeof value !== "function") {
      return Object.prototype.toString.call(value).slice(8, -1) + (Object.isExtensible(value) ? "" : " fixed");
    }
    const name = own(value, "name");
    const what = lineNumber.call(value) === undefined ? "native" : "script";
    return `${what} function ${name === undefined ? "" : name}/${own(value, "length")}`;
  }

  function meet(value, path) {
    if (!isObject(value)) {
      return value === null ? "null" : typeof value;
    }
    if (paths.has(value)) {
      return `is ${paths.get(value)}`;
    }
    paths.set(value, path);
    visited.push(value);
    return kind(value);
  }

  function step(path, key) {
    const name = typeof key === "symbol" ? `[${key.description}]` : key;
    return path === "globalThis" ? name : `${path}${typeof key === "symbol" ? "" : "."}${name}`;
  }

  function attributes(found) {
    return `${found.writable ? "w" : "-"}${found.enumerable ? "e" : "-"}${found.configurable ? "c" : "-"}`;
  }

  function look(object, key, path) {
    const found = Object.getOwnPropertyDescriptor(object, key);
    if ("value" in found) {
      const ordinary = { name: "string", length: "number" }[key];
      if (typeof object !== "function" || typeof found.value !== ordinary || attributes(found) !== "--c") {
        lines.push(`${path}: ${meet(found.value, path)}, ${attributes(found)}`);
      }
      return;
    }
    for (const part of ["get", "set"]) {
      if (found[part] !== undefined) {
        lines.push(`${path} <${part}>: ${meet(found[part], `${path} <${part}>`)}, ${attributes(found)}`);
      }
    }
  }

  // Breadth first, and prototypes last, so that what has a path of properties goes by that.
  function walk() {
    while (next < visited.length) {
      const object = visited[next++];
      const path = paths.get(object);
      for (const key of Reflect.ownKeys(object)) {
        look(object, key, step(path, key));
      }
    }
  }

  for (const name of Object.keys(roots)) {
    lines.push(`${name}: ${meet(roots[name], name)}`);
    walk();
  }
  for (let i = 0; i < visited.length; i++) {
    const up = Object.getPrototypeOf(visited[i]);
    if (up !== Function.prototype) {
      const path = `${paths.get(visited[i])} <prototype>`;
      lines.push(`${path}: ${meet(up, path)}`);
      walk();
    }
  }
  return lines;
})
