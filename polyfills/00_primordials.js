// What the host's own JS is built on, captured before guest code can replace it. Nothing below this file may
// look up a built-in by name, use an iterator (spread, for-of, array destructuring) or set an index on an array
// that has Array.prototype: guests replace all three.
const G = globalThis;
const {
  apply, construct, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, preventExtensions,
  setPrototypeOf, get, set,
} = Reflect;
const { assign, create, keys } = Object;
const { isArray } = Array;
const { parse, stringify } = JSON;
const { join, sort, slice: arraySlice } = Array.prototype;
const {
  get: mapGet, set: mapSet, delete: mapDelete, forEach: mapForEach, clear: mapClear,
} = Map.prototype;
const { add: setAdd, has: setHas, delete: setDelete, forEach: setForEach } = Set.prototype;
const { get: weakGet, set: weakSet } = WeakMap.prototype;
const { getTime, toISOString, toString: dateToString } = Date.prototype;
const { isView } = ArrayBuffer;
const { slice, includes, indexOf, charCodeAt, repeat, toLowerCase } = String.prototype;
const { fromCharCode } = String;
const { toString, isPrototypeOf } = Object.prototype;
const { bind, toString: functionToString } = Function.prototype;
const { toString: errorToString } = Error.prototype;
const { exec, toString: regExpToString } = RegExp.prototype;
const { then } = Promise.prototype;
const { floor, imul } = Math;
const { parseInt, parseFloat } = G;
const { iterator, toPrimitive, toStringTag } = Symbol;
const evaluate = eval;
const MapOf = Map;
const PromiseOf = Promise;
const ErrorOf = Error;
const TypeErrorOf = TypeError;
const StringOf = String;
const NumberOf = Number;
const BufferOf = ArrayBuffer;
const bufferPrototype = ArrayBuffer.prototype;
const datePrototype = Date.prototype;
const SharedOf = G.SharedArrayBuffer;
const BytesOf = Uint8Array;
const SetOf = Set;
const WeakOf = WeakMap;
const ProxyOf = Proxy;
const objectPrototype = Object.prototype;
const functionPrototype = Function.prototype;
const ObjectOf = Object;
const MathOf = Math;
const DateOf = Date;
const RegExpOf = RegExp;
const RangeErrorOf = RangeError;
const { now: dateNow, parse: dateParse, UTC: dateUTC } = Date;
const engineTime = G.performance;
const performanceNow = engineTime && engineTime.now;
const lineOf = getterOf(Function, "lineNumber");
// Absent where the engine keeps the stack on each error.
const stackOf = (getOwnPropertyDescriptor(Error.prototype, "stack") || {}).get;
const mapSize = getterOf(Map, "size");
const setSize = getterOf(Set, "size");
const bufferSize = getterOf(ArrayBuffer, "byteLength");
const sharedSize = SharedOf && getterOf(SharedOf, "byteLength");
const TypedOf = getPrototypeOf(Uint8Array);
const typedTag = getterOf(TypedOf, Symbol.toStringTag);
const typedLength = getterOf(TypedOf, "length");
const typedBuffer = getterOf(TypedOf, "buffer");
const typedOffset = getterOf(TypedOf, "byteOffset");
const typedSize = getterOf(TypedOf, "byteLength");
const viewBuffer = getterOf(DataView, "buffer");
const viewOffset = getterOf(DataView, "byteOffset");
const viewSize = getterOf(DataView, "byteLength");
const { set: typedSet, sort: typedSort } = TypedOf.prototype;
const regExpSource = getterOf(RegExp, "source");
const regExpFlags = getterOf(RegExp, "flags");
// By name: the classes of errors and of typed arrays.
const classes = { __proto__: null, DataView };
for (const named of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError,
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, BigInt64Array, BigUint64Array]) {
  classes[named.name] = named;
}

// What is in a wrapper object, by its class; and the prototypes of those that JSON.stringify unwraps.
const unbox = { __proto__: null };
for (const wrapper of [Number, String, Boolean, Symbol, BigInt]) {
  unbox[wrapper.name] = wrapper.prototype.valueOf;
}
const jsonBoxes = { __proto__: null, Number: Number.prototype, String: String.prototype, Boolean: Boolean.prototype };

function getterOf(constructor, name) {
  return getOwnPropertyDescriptor(constructor.prototype, name).get;
}

// quickjs-ng has V8's hooks into stacks: with them a guest is given the host's own functions, or hides its place.
if (getOwnPropertyDescriptor(ErrorOf, "prepareStackTrace") !== undefined) {
  ErrorOf.stackTraceLimit = 50;
  for (const name of ["prepareStackTrace", "stackTraceLimit"]) {
    defineProperty(ErrorOf, name, { __proto__: null, get() {}, set() {}, configurable: false, enumerable: false });
  }
}

// The engine compiles a template literal to a call of String.prototype.concat, ours like the guest's.
defineProperty(StringOf.prototype, "concat", { __proto__: null, writable: false, configurable: false });

const raw = G.__raw;
delete G.__raw;
delete G.__date_clock;
// A line of JSON, and the lines of the surface: see 40_wx.js.
const configLength = apply(indexOf, G.__config, ["\n"]);
const config = parse(apply(slice, G.__config, [0, configLength]));
const surfaceLines = apply(slice, G.__config, [configLength]);
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

// Set an own property as an assignment would, whatever the prototypes of guests have of that name.
function put(target, name, value) {
  defineProperty(target, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
}
