// What the host's own JS is built on, captured before guest code can replace it. Nothing below this file may
// look up a built-in by name, use an iterator (spread, for-of, array destructuring) or set an index on an array
// that has Array.prototype: guests replace all three.
const G = globalThis;
const { apply, construct, defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;
const { create, keys } = Object;
const { isArray } = Array;
const { parse, stringify } = JSON;
const { join } = Array.prototype;
const { get: mapGet, set: mapSet, delete: mapDelete, forEach: mapForEach, clear: mapClear } = Map.prototype;
const { getTime } = Date.prototype;
const { isView } = ArrayBuffer;
const { slice, includes } = String.prototype;
const { toString } = Object.prototype;
const evaluate = eval;
const MapOf = Map;
const PromiseOf = Promise;
const ErrorOf = Error;
const TypeErrorOf = TypeError;
const StringOf = String;
const NumberOf = Number;
const BufferOf = ArrayBuffer;
const lineOf = getOwnPropertyDescriptor(Function.prototype, "lineNumber").get;

const raw = G.__raw;
delete G.__raw;
delete G.__date_clock;
const config = parse(G.__config);
delete G.__config;

function bare(array) {
  setPrototypeOf(array, null);
  return array;
}

function tagOf(value) {
  return apply(slice, apply(toString, value, []), [8, -1]);
}

// Put a function or value where guests expect a built-in: writable, configurable, not enumerable.
function install(target, name, value) {
  defineProperty(target, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}
