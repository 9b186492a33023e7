// chunk inspect
// console beyond one plain line: values are shown as Node shows them (but depth 4), without calling getters. The text
// is bounded in depth, width and length: guests print whole pages of state, cyclic and hostile objects.
(function (host) {
  "use strict";
  const {
    apply, bare, bufferSize, charCodeAt, config, dateNow, engineTime, errorToString, exec, floor, functionToString,
    getOwnPropertyDescriptor, getPrototypeOf, getTime, indexOf, includes, isArray, isPrototypeOf, isView, join,
    keys, mapDelete, mapForEach, mapGet, mapSet, mapSize, now, ownKeys, parseFloat, parseInt, performanceNow,
    regExpToString, repeat, setForEach, setPrototypeOf, setSize, sharedSize, slice, sort, stackOf, tagOf, toISOString,
    toJson, typedLength, typedTag, unbox, viewBuffer, viewOffset, viewSize, write, ErrorOf, MapOf, NumberOf,
    StringOf,
  } = host;
  const DEPTH = 4;
  const MAX_DEPTH = 20;
  const WIDTH = 80;
  const ITEMS = 100;
  const MANY_ITEMS = 5000;
  const MAX_STRING = 2000;
  const MAX_TEXT = 65536;
  // Characters of one call after which nested values are given by name only.
  const MAX_WORK = 2 * MAX_TEXT;
  // In longer arrays properties other than the items are not looked for.
  const MAX_SCANNED = 10000;

  const IDENTIFIER = /^[A-Za-z_][\w]*$/;
  const AWKWARD = /[\x00-\x1f'\\\x7f-\x9f\ud800-\udfff]/;
  const INDEX = /^(?:0|[1-9]\d{0,9})$/;
  const CLASS = /^class\b(?![$\w])/;
  const FRAME = /^\s+at /;
  // The host's own JS stands at lines 2,000 to 3,999 (engine/positions.py).
  const HOST_FRAME = /^\s+at .*<input>:[23]\d{3}(?::\d+)?\)?$/;
  const ESCAPES = { __proto__: null, 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 92: "\\\\" };
  // Classes that have no Symbol.toStringTag: the tag of a value is then not a name that its author gave it.
  const UNTAGGED = {
    __proto__: null, Arguments: 1, Array: 1, Boolean: 1, Date: 1, Error: 1, Function: 1, Number: 1, Object: 1,
    RegExp: 1, String: 1,
  };
  // By class, what only a real one can do: a tag is easily forged.
  const PROOFS = {
    __proto__: null, ...unbox, ArrayBuffer: bufferSize, Date: getTime, Map: mapSize, Set: setSize,
    SharedArrayBuffer: sharedSize,
  };
  const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
  const MARGIN = "  ";
  const counters = new MapOf();
  const stopwatches = new MapOf();
  let margin = "";

  function matches(pattern, text) {
    return apply(exec, pattern, [text]) !== null;
  }

  function joined(parts, separator) {
    return apply(join, parts, [separator]);
  }

  // -- reading, without running guest code where that can be helped ---------------------------------------------

  function own(value, key) {
    const found = getOwnPropertyDescriptor(value, key);
    if (found !== undefined) {
      setPrototypeOf(found, null);
    }
    return found;
  }

  function ownString(value, key) {
    const found = own(value, key);
    return found !== undefined && typeof found.value === "string" ? found.value : "";
  }

  function isA(prototype, value) {
    return apply(isPrototypeOf, prototype, [value]);
  }

  function constructorName(value) {
    for (let up = value; up !== null; up = getPrototypeOf(up)) {
      const found = own(up, "constructor");
      if (found !== undefined && typeof found.value === "function") {
        const name = ownString(found.value, "name");
        const prototype = own(found.value, "prototype");
        if (name !== "" && prototype !== undefined && typeof prototype.value === "object" && prototype.value !== null &&
          isA(prototype.value, value)) {
          return name;
        }
      }
    }
    return null;
  }

  function kindOf(value, tag, name) {
    if (typeof value === "function") {
      return "Function";
    }
    if (isArray(value)) {
      return "Array";
    }
    if (isView(value)) {
      return apply(typedTag, value, []) === undefined ? "DataView" : "TypedArray";
    }
    if (isA(ErrorOf.prototype, value)) {
      return "Error";
    }
    const kind = PROOFS[tag] === undefined && PROOFS[name] !== undefined ? name : tag;
    if (PROOFS[kind] === undefined) {
      return KINDS[kind] === undefined ? "Object" : kind;
    }
    try {
      apply(PROOFS[kind], value, []);
      return kind;
    } catch (_) {
      return "Object";
    }
  }

  // -- strings ----------------------------------------------------------------------------------------------------

  function hex(code, digits, width) {
    let text = "";
    for (; width > 0; width--) {
      text = digits[code & 15] + text;
      code >>= 4;
    }
    return text;
  }

  function quote(text) {
    if (!matches(AWKWARD, text)) {
      return `'${text}'`;
    }
    let mark = "'";
    if (apply(includes, text, ["'"])) {
      const plain = !apply(includes, text, ["`"]) && !apply(includes, text, ["${"]);
      mark = !apply(includes, text, ['"']) ? '"' : plain ? "`" : "'";
    }
    const parts = bare([]);
    for (let i = 0; i < text.length; i++) {
      parts[i] = escaped(text, i, mark);
    }
    return mark + joined(parts, "") + mark;
  }

  function escaped(text, i, mark) {
    const code = apply(charCodeAt, text, [i]);
    if (ESCAPES[code] !== undefined) {
      return ESCAPES[code];
    }
    if (code < 32 || (code > 126 && code < 160)) {
      return `\\x${hex(code, "0123456789ABCDEF", 2)}`;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const next = code < 0xdc00 ? text[i + 1] : text[i - 1];
      const pair = next !== undefined && (apply(charCodeAt, next, [0]) & 0xfc00) === (code < 0xdc00 ? 0xdc00 : 0xd800);
      return pair ? text[i] : `\\u${hex(code, "0123456789abcdef", 4)}`;
    }
    return text[i] === mark && mark === "'" ? "\\'" : text[i];
  }

  function more(count, what) {
    return `… ${count} more ${what}${count > 1 ? "s" : ""}`;
  }

  function showString(text) {
    if (text.length <= MAX_STRING) {
      return quote(text);
    }
    return quote(apply(slice, text, [0, MAX_STRING])) + more(text.length - MAX_STRING, "character");
  }

  function indented(text, indent) {
    if (indent === "" || !apply(includes, text, ["\n"])) {
      return text;
    }
    const parts = bare([]);
    let from = 0;
    for (let end = 0; end !== -1; from = end + 1) {
      end = apply(indexOf, text, ["\n", from]);
      parts[parts.length] = apply(slice, text, end === -1 ? [from] : [from, end]);
    }
    return joined(parts, `\n${indent}`);
  }

  // -- values -----------------------------------------------------------------------------------------------------

  // `stand` tells of values that stand for others: a title, and the value behind it if there is one. What is `spread`
  // can be compared line by line: one entry to a line, keys sorted.
  function begin(depth, stand, spread) {
    return {
      __proto__: null, depth, stand, spread: spread === true, most: spread ? MANY_ITEMS : ITEMS, seen: bare([]),
      circular: undefined, indent: 0, reach: 0, work: 0,
    };
  }

  function showPrimitive(value) {
    switch (typeof value) {
      case "string":
        return showString(value);
      case "number":
        return value === 0 && 1 / value < 0 ? "-0" : StringOf(value);
      case "bigint":
        return `${value}n`;
      default:
        return StringOf(value);
    }
  }

  function isObject(value) {
    return typeof value === "function" || (typeof value === "object" && value !== null);
  }

  function show(state, value, level) {
    if (!isObject(value)) {
      return showPrimitive(value);
    }
    const standIn = state.stand === undefined ? undefined : state.stand(value);
    if (standIn !== undefined) {
      return standIn.length === 1 ? standIn[0] : `${standIn[0]} ${show(state, standIn[1], level)}`;
    }
    const { seen, indent } = state;
    const height = seen.length;
    for (let i = 0; i < height; i++) {
      if (seen[i] === value) {
        return `[Circular *${reference(state, value, true)}]`;
      }
    }
    let text;
    try {
      text = showObject(state, value, level);
    } catch (_) {
      text = "[Throws]";
    }
    seen.length = height;
    state.indent = indent;
    state.work += text.length;
    return text;
  }

  function reference(state, value, make) {
    if (state.circular === undefined) {
      state.circular = new MapOf();
    }
    let number = apply(mapGet, state.circular, [value]);
    if (number === undefined && make) {
      number = apply(mapSize, state.circular, []) + 1;
      apply(mapSet, state.circular, [value, number]);
    }
    return number;
  }

  // A value in the making: brackets, what stands before them, and the entries between.
  function showObject(state, value, level) {
    const tag = tagOf(value);
    const name = constructorName(value);
    const kind = kindOf(value, tag, name);
    const mark = UNTAGGED[tag] === 1 || tag === (name === null ? kind : name) ? "" : ` [${tag}]`;
    const form = {
      __proto__: null, value, name, kind, mark, open: "{", close: "}", base: "", parts: bare([]), keys: undefined,
      items: undefined,
    };
    KINDS[kind](form, state, level);
    if (form.keys === undefined) {
      form.keys = shownKeys(value, 0);
    }
    if (state.spread) {
      form.keys = sorted(form.keys);
    }
    if (form.items === undefined && form.keys.length === 0) {
      return form.base || `${form.open}${form.close}`;
    }
    if (level > state.depth || state.work > MAX_WORK) {
      return `[${name === null ? `${kind}: null prototype` : name}]`;
    }
    const { seen } = state;
    seen[seen.length] = value;
    state.reach = level;
    if (form.items !== undefined) {
      form.items(form, state, level);
    }
    showProperties(form, state, level);
    if (state.circular !== undefined) {
      const number = reference(state, value, false);
      if (number !== undefined) {
        form.base = form.base === "" ? `<ref *${number}>` : `<ref *${number}> ${form.base}`;
      }
    }
    return layout(form, state, level);
  }

  function layout(form, state, level) {
    const { parts, open, close } = form;
    const base = form.base === "" ? "" : `${form.base} `;
    // As Node has it: at most three levels share a line.
    if (!state.spread && state.reach - level < 3) {
      let width = 2 * parts.length + state.indent + open.length + form.base.length + 10;
      let flat = !apply(includes, base, ["\n"]);
      for (let i = 0; flat && i < parts.length; i++) {
        width += parts[i].length;
        flat = width <= WIDTH && !apply(includes, parts[i], ["\n"]);
      }
      if (flat) {
        return `${base}${open} ${joined(parts, ", ")} ${close}`;
      }
    }
    const line = `\n${apply(repeat, " ", [state.indent])}`;
    // So that one entry more changes no other line.
    const last = state.spread ? "," : "";
    return `${base}${open}${line}  ${joined(parts, `,${line}  `)}${last}${line}${close}`;
  }

  // Own enumerable keys from the `first` one on; with `first` below zero those that are no array index.
  function shownKeys(value, first) {
    const found = bare([]);
    const all = ownKeys(value);
    let count = 0;
    for (let i = first < 0 ? 0 : first; i < all.length; i++) {
      const key = all[i];
      if (first >= 0 || typeof key === "symbol" || !matches(INDEX, key)) {
        const property = own(value, key);
        if (property !== undefined && property.enumerable) {
          found[count++] = key;
        }
      }
    }
    return found;
  }

  // Names first; symbols keep their order.
  function sorted(keysFound) {
    const names = bare([]);
    const symbols = bare([]);
    for (let i = 0; i < keysFound.length; i++) {
      const list = typeof keysFound[i] === "symbol" ? symbols : names;
      list[list.length] = keysFound[i];
    }
    apply(sort, names, []);
    for (let i = 0; i < symbols.length; i++) {
      names[names.length] = symbols[i];
    }
    return names;
  }

  function showProperties(form, state, level) {
    const { value, parts } = form;
    const total = form.keys.length;
    for (let i = 0; i < total; i++) {
      if (i === state.most) {
        parts[parts.length] = `… ${total - i} more ${total - i === 1 ? "property" : "properties"}`;
        return;
      }
      const property = own(value, form.keys[i]);
      if (property !== undefined) {
        parts[parts.length] = `${showKey(form.keys[i], property)}: ${showProperty(state, property, level)}`;
      }
    }
  }

  function showKey(key, property) {
    if (typeof key === "symbol") {
      return `[${StringOf(key)}]`;
    }
    const text = matches(IDENTIFIER, key) ? key : showString(key);
    return property.enumerable ? text : `[${key}]`;
  }

  function showProperty(state, property, level) {
    if (property.get === undefined && property.set === undefined) {
      return showInside(state, property.value, level);
    }
    return property.get === undefined ? "[Setter]" : property.set === undefined ? "[Getter]" : "[Getter/Setter]";
  }

  function showInside(state, value, level) {
    state.indent += 2;
    const text = show(state, value, level + 1);
    state.indent -= 2;
    return text;
  }

  function opening(form, size, bracket) {
    const { name, kind, mark } = form;
    return `${name === null ? `[${kind}${size}: null prototype]` : `${name}${size}`}${mark} ${bracket}`;
  }

  // -- one function for each kind of object -------------------------------------------------------------------

  const KINDS = {
    __proto__: null,
    Object(form) {
      if (form.name !== "Object" || form.mark !== "") {
        form.open = opening(form, "", "{");
      }
      if (form.name === "WeakMap" || form.name === "WeakSet") {
        form.items = ({ parts }) => {
          parts[0] = "<items unknown>";
        };
      }
    },
    Array(form) {
      const { length } = form.value;
      list(form, length, form.name === "Array" && form.mark === "" ? "" : `(${length})`);
      form.keys = length > MAX_SCANNED ? bare([]) : shownKeys(form.value, -1);
      if (length > 0) {
        form.items = showItems;
      }
    },
    Arguments(form) {
      form.keys = bare([]);
      form.open = "[Arguments] [";
      form.close = "]";
      form.items = form.value.length > 0 ? showItems : undefined;
    },
    TypedArray(form) {
      const length = apply(typedLength, form.value, []);
      form.kind = apply(typedTag, form.value, []);
      list(form, length, `(${length})`);
      form.keys = length > MAX_SCANNED ? bare([]) : shownKeys(form.value, length);
      if (length > 0) {
        form.items = showItems;
      }
    },
    Map(form) {
      const size = apply(mapSize, form.value, []);
      form.open = opening(form, `(${size})`, "{");
      form.items = size === 0 ? undefined : showMap;
    },
    Set(form) {
      const size = apply(setSize, form.value, []);
      form.open = opening(form, `(${size})`, "{");
      form.items = size === 0 ? undefined : showSet;
    },
    Function(form) {
      form.base = functionBase(form);
    },
    Error(form, state) {
      const base = errorBase(form);
      form.base = indented(base, apply(repeat, " ", [state.indent]));
      const all = shownKeys(form.value, 0);
      form.keys = bare([]);
      for (let i = 0; i < all.length; i++) {
        const key = all[i];
        const told = key === "stack" || ((key === "name" || key === "message") &&
          apply(includes, base, [ownString(form.value, key)]));
        if (!told) {
          form.keys[form.keys.length] = key;
        }
      }
      addHidden(form, "cause");
      addHidden(form, "errors");
    },
    Date(form) {
      const time = apply(getTime, form.value, []);
      form.base = time === time ? apply(toISOString, form.value, []) : "Invalid Date";
      named(form);
    },
    RegExp(form) {
      form.base = apply(regExpToString, form.value, []);
      named(form);
    },
    ArrayBuffer: (form) => buffer(form, bufferSize),
    SharedArrayBuffer: (form) => buffer(form, sharedSize),
    DataView(form) {
      form.open = opening(form, "", "{");
      form.items = (_, state, level) => {
        form.parts[0] = `byteLength: ${apply(viewSize, form.value, [])}`;
        form.parts[1] = `byteOffset: ${apply(viewOffset, form.value, [])}`;
        form.parts[2] = `buffer: ${showInside(state, apply(viewBuffer, form.value, []), level)}`;
      };
    },
    Number: wrapper,
    String: wrapper,
    Boolean: wrapper,
    Symbol: wrapper,
    BigInt: wrapper,
  };

  function addHidden(form, key) {
    const property = own(form.value, key);
    if (property !== undefined && !property.enumerable) {
      form.keys[form.keys.length] = key;
    }
  }

  function list(form, length, size) {
    form.close = "]";
    form.open = size === "" ? "[" : opening(form, size, "[");
  }

  function named(form) {
    if (form.name !== form.kind || form.mark !== "") {
      form.base = `${opening(form, "", "")}${form.base}`;
    }
  }

  function buffer(form, sizeOf) {
    form.open = opening(form, "", "{");
    form.items = ({ parts, value }) => {
      parts[0] = `byteLength: ${apply(sizeOf, value, [])}`;
    };
  }

  function wrapper(form) {
    const { kind, name, mark } = form;
    const value = apply(unbox[kind], form.value, []);
    if (kind === "String") {
      form.keys = shownKeys(form.value, value.length);
    }
    const title = name === kind ? kind : `${kind} (${name === null ? "null prototype" : name})`;
    form.base = `[${title}: ${showPrimitive(value)}]${kind === "Symbol" || kind === "BigInt" ? "" : mark}`;
  }

  function functionBase({ value, name, mark }) {
    const title = ownString(value, "name");
    if (matches(CLASS, apply(slice, apply(functionToString, value, []), [0, 6]))) {
      const parent = getPrototypeOf(value);
      const parentName = parent === null ? "null" : ownString(parent, "name");
      return `[class ${title || "(anonymous)"}${mark}${parentName && ` extends ${parentName}`}]`;
    }
    const kind = name === null ? "Function (null prototype)" : apply(includes, name, ["Function"]) ? name : "Function";
    return `[${kind}${title === "" ? " (anonymous)" : `: ${title}`}]${mark}`;
  }

  function errorStack(error) {
    const found = own(error, "stack");
    const stack = found !== undefined ? found.value : stackOf !== undefined ? apply(stackOf, error, []) : "";
    return typeof stack === "string" ? withoutHost(stack) : "";
  }

  // Leave out the frames of the host's own JS, and the one by which it calls the guest.
  function withoutHost(stack) {
    const lines = bare([]);
    for (let from = 0, end = 0; end !== -1; from = end + 1) {
      end = apply(indexOf, stack, ["\n", from]);
      const line = apply(slice, stack, end === -1 ? [from] : [from, end]);
      if (!matches(HOST_FRAME, line)) {
        lines[lines.length] = line;
      }
    }
    const isNoise = (line) => line === "" || line === "    at apply (native)";
    while (lines.length > 0 && isNoise(lines[lines.length - 1])) {
      lines.length--;
    }
    return joined(lines, "\n");
  }

  // The engine's stack holds the frames only; Node's begins with the error's text, and so do stacks that guests write.
  function errorBase({ value, name }) {
    let head = apply(errorToString, value, []);
    const given = value.name === undefined ? "Error" : StringOf(value.name);
    const start = apply(slice, head, [0, given.length]);
    const after = head[given.length];
    if (name !== null && name !== given && start === given && (after === undefined || after === ":")) {
      const title = apply(includes, name, [given]) ? name : `${name} [${given}]`;
      head = title + apply(slice, head, [given.length]);
    }
    const stack = errorStack(value);
    if (stack === "") {
      return `[${head}]`;
    }
    return matches(FRAME, stack) ? `${head}\n${stack}` : stack;
  }

  function showItems(form, state, level) {
    const { value, parts } = form;
    const { length } = value;
    let indices;
    let next = 0;
    let i = 0;
    while (i < length && parts.length < state.most) {
      const property = own(value, StringOf(i));
      if (property !== undefined) {
        parts[parts.length] = showProperty(state, property, level);
        i++;
        continue;
      }
      // A hole: the next item is looked up among the keys, for an array can be four billion holes long.
      indices = indices || ownKeys(value);
      while (next < indices.length && matchesIndex(indices[next]) && +indices[next] < i) {
        next++;
      }
      const end = next < indices.length && matchesIndex(indices[next]) ? +indices[next] : length;
      parts[parts.length] = `<${end - i} empty item${end - i > 1 ? "s" : ""}>`;
      i = end;
    }
    if (i < length) {
      parts[parts.length] = more(length - i, "item");
    }
  }

  function matchesIndex(key) {
    return typeof key === "string" && matches(INDEX, key);
  }

  function showMap({ value, parts }, state, level) {
    apply(mapForEach, value, [
      (item, key) => {
        if (parts.length < state.most) {
          parts[parts.length] = `${showInside(state, key, level)} => ${showInside(state, item, level)}`;
        }
      },
    ]);
    countRest(parts, apply(mapSize, value, []), state.most);
  }

  function showSet({ value, parts }, state, level) {
    apply(setForEach, value, [
      (item) => {
        if (parts.length < state.most) {
          parts[parts.length] = showInside(state, item, level);
        }
      },
    ]);
    countRest(parts, apply(setSize, value, []), state.most);
  }

  function countRest(parts, size, most) {
    if (size > most) {
      parts[most] = more(size - most, "item");
    }
  }

  // -- lines ------------------------------------------------------------------------------------------------------

  function inspect(value, depth, stand) {
    return show(begin(depth === undefined ? DEPTH : depth, stand), value, 0);
  }

  function spread(value, stand) {
    return show(begin(MAX_DEPTH, stand, true), value, 0);
  }

  function hasOwnToString(value) {
    for (let up = value; up !== null; up = getPrototypeOf(up)) {
      const found = own(up, "toString");
      if (found !== undefined) {
        return typeof found.value === "function" &&
          !apply(includes, apply(functionToString, found.value, []), ["[native code]"]);
      }
    }
    return false;
  }

  function asText(value) {
    if (typeof value === "string") {
      return value;
    }
    if (!isObject(value)) {
      return showPrimitive(value);
    }
    return typeof value !== "function" && hasOwnToString(value) ? StringOf(value) : inspect(value, 0);
  }

  function asNumber(value, convert) {
    if (typeof value === "bigint") {
      return `${value}n`;
    }
    return typeof value === "symbol" || (convert === NumberOf && typeof value === "object" && value !== null)
      ? "NaN" : showPrimitive(convert(value));
  }

  function asJson(value) {
    try {
      return StringOf(toJson(value, "", null, 0));
    } catch (error) {
      if (apply(includes, ownString(error, "message"), ["circular"])) {
        return "[Circular]";
      }
      throw error;
    }
  }

  const DIRECTIVES = {
    __proto__: null,
    s: asText,
    d: (value) => asNumber(value, NumberOf),
    i: (value) => asNumber(value, parseInt),
    f: (value) => (typeof value === "symbol" ? "NaN" : showPrimitive(parseFloat(value))),
    j: asJson,
    o: (value) => inspect(value),
    O: (value) => inspect(value),
    c: () => "",
  };

  function directive(letter, value) {
    try {
      return DIRECTIVES[letter](value);
    } catch (_) {
      return "[Throws]";
    }
  }

  // The text of arguments from the `first` one on.
  function format(args, first) {
    const parts = bare([]);
    let next = first;
    if (args.length > first + 1 && typeof args[first] === "string") {
      const text = args[first];
      let from = 0;
      next++;
      for (let at = apply(indexOf, text, ["%"]); at !== -1 && at < text.length - 1;) {
        const letter = text[at + 1];
        const known = DIRECTIVES[letter] !== undefined && next < args.length;
        if (known || letter === "%") {
          parts[parts.length] = apply(slice, text, [from, at]);
          parts[parts.length] = known ? directive(letter, args[next++]) : "%";
          from = at + 2;
        }
        at = apply(indexOf, text, ["%", at + 2]);
      }
      parts[parts.length] = apply(slice, text, [from]);
      parts[0] = joined(parts, "");
      parts.length = 1;
    }
    // All arguments share one allowance of work.
    const state = begin(DEPTH);
    for (; next < args.length; next++) {
      state.circular = undefined;
      parts[parts.length] = typeof args[next] === "string" ? args[next] : show(state, args[next], 0);
    }
    return joined(parts, " ");
  }

  function say(level, text) {
    text = margin + indented(text, margin);
    if (text.length > MAX_TEXT) {
      text = `${apply(slice, text, [0, MAX_TEXT])}… (cut, ${text.length} characters in all)`;
    }
    write(level, text);
  }

  // -- tables -----------------------------------------------------------------------------------------------------

  function columns(text) {
    let width = 0;
    for (let i = 0; i < text.length; i++) {
      // East Asian wide and full-width characters; both halves of a surrogate pair count one.
      width += matches(WIDE, text[i]) ? 2 : 1;
    }
    return width;
  }

  function box(heads, rows) {
    const widths = bare([]);
    for (let c = 0; c < heads.length; c++) {
      widths[c] = columns(heads[c]) + 2;
      for (let r = 0; r < rows.length; r++) {
        const width = columns(rows[r][c] || "") + 2;
        widths[c] = width > widths[c] ? width : widths[c];
      }
    }
    const lines = bare([]);
    lines[0] = rule(widths, "┌┬┐");
    lines[1] = boxLine(heads, widths);
    lines[2] = rule(widths, "├┼┤");
    for (let r = 0; r < rows.length; r++) {
      lines[lines.length] = boxLine(rows[r], widths);
    }
    lines[lines.length] = rule(widths, "└┴┘");
    return joined(lines, "\n");
  }

  function rule(widths, corners) {
    const parts = bare([]);
    for (let c = 0; c < widths.length; c++) {
      parts[c] = apply(repeat, "─", [widths[c]]);
    }
    return corners[0] + joined(parts, corners[1]) + corners[2];
  }

  function boxLine(cells, widths) {
    const parts = bare([]);
    for (let c = 0; c < widths.length; c++) {
      const text = cells[c] || "";
      parts[c] = ` ${text}${apply(repeat, " ", [widths[c] - columns(text) - 1])}`;
    }
    return `│${joined(parts, "│")}│`;
  }

  function cell(value) {
    const deep = isObject(value) && typeof value !== "function" && !isArray(value) && keys(value).length > 2;
    return inspect(value, deep ? -1 : 0);
  }

  function table(data, wanted) {
    const heads = bare([]);
    const rows = bare([]);
    const places = new MapOf();
    let values = false;
    let left = 0;

    function row(index, item) {
      if (rows.length >= ITEMS * 10) {
        left++;
        return;
      }
      const cells = (rows[rows.length] = bare([]));
      cells[0] = index;
      if (!isObject(item)) {
        values = true;
        cells.value = showPrimitive(item);
        return;
      }
      const names = wanted || keys(item);
      for (let i = 0; i < names.length && i < ITEMS; i++) {
        let place = apply(mapGet, places, [names[i]]);
        if (place === undefined) {
          place = heads.length;
          apply(mapSet, places, [names[i], place]);
          heads[place] = names[i];
        }
        const property = own(item, names[i]);
        if (property !== undefined) {
          cells[place] = "value" in property ? cell(property.value) : showProperty(undefined, property, 0);
        }
      }
    }

    const tag = kindOf(data, tagOf(data), constructorName(data));
    heads[0] = tag === "Map" || tag === "Set" ? "(iteration index)" : "(index)";
    if (tag === "Map") {
      heads[1] = "Key";
      heads[2] = "Values";
      apply(mapForEach, data, [
        (item, key) => {
          const cells = (rows[rows.length] = bare([]));
          cells[0] = StringOf(rows.length - 1);
          cells[1] = cell(key);
          cells[2] = cell(item);
        },
      ]);
    } else if (tag === "Set") {
      let index = 0;
      apply(setForEach, data, [(item) => row(StringOf(index++), item)]);
    } else {
      const names = keys(data);
      for (let i = 0; i < names.length; i++) {
        const property = own(data, names[i]);
        row(names[i], property === undefined ? undefined : property.value);
      }
    }
    if (values) {
      const place = heads.length;
      heads[place] = "Values";
      for (let i = 0; i < rows.length; i++) {
        rows[i][place] = rows[i].value;
      }
    }
    return box(heads, rows) + (left > 0 ? `\n${more(left, "row")}` : "");
  }

  // -- the methods of console -------------------------------------------------------------------------------------

  // Milliseconds: the turn's under the virtual clock, so that runs repeat.
  function milliseconds() {
    return config.virtual ? now() : performanceNow ? apply(performanceNow, engineTime, []) : dateNow();
  }

  // Beyond its end an `arguments` object would ask Object.prototype.
  function argument(args, index) {
    return index < args.length ? args[index] : undefined;
  }

  function label(args) {
    const given = argument(args, 0);
    return given === undefined ? "default" : asText(given);
  }

  function lap(args, method) {
    const name = label(args);
    const begun = apply(mapGet, stopwatches, [name]);
    if (begun === undefined) {
      say("warn", `Warning: No such label '${name}' for console.${method}()`);
      return;
    }
    const passed = floor((milliseconds() - begun) * 1000 + 0.5) / 1000;
    const rest = args.length > 1 ? ` ${format(args, 1)}` : "";
    say("log", `${name}: ${passed}ms${rest}`);
    if (method === "timeEnd") {
      apply(mapDelete, stopwatches, [name]);
    }
  }

  function openGroup(args) {
    if (args.length > 0) {
      say("log", format(args, 0));
    }
    margin += MARGIN;
  }

  const METHODS = {
    __proto__: null,
    assert(args) {
      if (argument(args, 0)) {
        return;
      }
      const text = args.length > 1 ? format(args, 1) : "";
      say("error", `Assertion failed${text && `: ${text}`}`);
    },
    clear() {},
    count(args) {
      const name = label(args);
      const count = (apply(mapGet, counters, [name]) || 0) + 1;
      apply(mapSet, counters, [name, count]);
      say("log", `${name}: ${count}`);
    },
    countReset(args) {
      if (!apply(mapDelete, counters, [label(args)])) {
        say("warn", `Warning: Count for '${label(args)}' does not exist`);
      }
    },
    dir(args) {
      const options = argument(args, 1);
      const given = isObject(options) ? own(options, "depth") : undefined;
      const depth = given === undefined ? DEPTH : given.value;
      say("log", inspect(argument(args, 0), typeof depth === "number" && depth < MAX_DEPTH ? depth : MAX_DEPTH));
    },
    group: openGroup,
    groupCollapsed: openGroup,
    groupEnd() {
      margin = apply(slice, margin, [MARGIN.length]);
    },
    table(args) {
      const data = argument(args, 0);
      const wanted = argument(args, 1);
      say("log", isObject(data) ? table(data, isArray(wanted) ? wanted : undefined) : format(args, 0));
    },
    time(args) {
      const name = label(args);
      if (apply(mapGet, stopwatches, [name]) !== undefined) {
        say("warn", `Warning: Label '${name}' already exists for console.time()`);
        return;
      }
      apply(mapSet, stopwatches, [name, milliseconds()]);
    },
    timeEnd: (args) => lap(args, "timeEnd"),
    timeLog: (args) => lap(args, "timeLog"),
    trace(args) {
      const text = format(args, 0);
      const stack = errorStack(new ErrorOf());
      say("error", `Trace${text && `: ${text}`}\n${stack}`);
    },
  };

  function log(name, args) {
    if (METHODS[name] === undefined) {
      say(name, format(args, 0));
      return;
    }
    try {
      METHODS[name](args);
    } catch (_) {
      say("log", "[Throws]");
    }
  }

  return {
    __proto__: null, log, inspect, spread,
    directive: (letter, value) => (DIRECTIVES[letter] === undefined ? undefined : directive(letter, value)),
  };
})
