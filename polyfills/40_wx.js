// The wx object. Four calling conventions, each written once: asynchronous (callbacks, a promise or a task object),
// synchronous, on/off events, and factories that return a manager object, always the same or one for each call; and
// what needs no host (`guest`). No API is known here by name: the host says which names exist in the chosen base
// library, and all checks are the host's.
const calls = create(null);
const callbacks = create(null);
const listeners = create(null);
const hooks = create(null);
let lastCall = 0;

// Take the callbacks out of the options and encode the rest; each property is read once, own ones only. Functions in
// the options that an API `keeps` stay here, and the host is given a number for them (1); so does a buffer that it
// fills (2), of which the host is told the size.
function encodeOptions(options, call, keeps) {
  const names = keys(options);
  const parts = bare([]);
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = options[name];
    if (name === "success" || name === "fail" || name === "complete") {
      call.given = true;
      call[name] = typeof value === "function" ? value : undefined;
    } else if (keeps !== undefined && keeps[name] === 2 && isBuffer(value)) {
      parts[count++] = `${stringify(name)}:${keepRoom(value, call)}`;
    } else if (keeps !== undefined && keeps[name] === 1 && typeof value === "object" && value !== null) {
      parts[count++] = `${stringify(name)}:${tagged("Kept", keepCallback(value))}`;
    } else {
      parts[count++] = `${stringify(name)}:${encode(value)}`;
    }
  }
  return `{${apply(join, parts, [","])}}`;
}

function keepRoom(value, call) {
  try {
    const size = apply(typedSize, chunk("bytes").bytesOf(value), []);
    call.room = value;
    return tagged("Room", size);
  } catch (_) {
    // Only its prototype is a buffer's.
    return tagged("Other", "{}", tagOf(value));
  }
}

function send(name, options, call, keeps) {
  const isOptions = typeof options === "object" && options !== null && !isArray(options);
  const body = options === undefined ? "{}" : isOptions ? encodeOptions(options, call, keeps) : encode(options);
  return postCall(name, body, options === undefined || isOptions, call);
}

// Where it is called from: the innermost frames are this file's own, and the first of the guest's is all that is wanted.
function site() {
  const { stack } = new ErrorOf();
  return typeof stack === "string" ? apply(slice, stack, [0, 400]) : "";
}

// The last parts are the callbacks that were given (success 1, fail 2, complete 4) and, where that is wanted, the stack.
function postCall(name, body, isOptions, call) {
  const id = ++lastCall;
  const given = (call.success ? 1 : 0) + (call.fail ? 2 : 0) + (call.complete ? 4 : 0);
  postNow(`["call",${id},"${name}",${body},${gesture},${isOptions ? 1 : 0},${given},${sited ? stringify(site()) : '""'}]`);
  return id;
}

function newCall(name) {
  return {
    __proto__: null, name, success: undefined, fail: undefined, complete: undefined, given: false, gesture, room: undefined,
  };
}

// The promise form: only when no callback is given. Where it was called is kept for the case that it fails
// and nobody handles that: the result that it is rejected with is no Error, and has no stack.
function promiseOf(call) {
  call.site = new ErrorOf().stack;
  return new PromiseOf((resolve, reject) => {
    call.success = resolve;
    call.fail = reject;
  });
}

// An API that also returns an object: its methods carry the number of the call.
function tasked(name, methods) {
  return function (options) {
    const call = newCall(name);
    const id = send(name, options, call);
    calls[id] = call;
    return assemble({}, methods, `#${id}`);
  };
}

function asynchronous(name, promised, keeps) {
  if (keeps !== undefined) {
    setPrototypeOf(keeps, null);
  }
  return function (options) {
    const call = newCall(name);
    calls[send(name, options, call, keeps)] = call;
    if (promised && !call.given) {
      return promiseOf(call);
    }
  };
}

function keepCallback(callback) {
  const id = ++lastCall;
  callbacks[id] = callback;
  return StringOf(id);
}

function takeCallback(id) {
  const callback = callbacks[id];
  delete callbacks[id];
  return callback;
}

// One with options has what it `keeps` of them, as an asynchronous one may.
function synchronous(name, keeps) {
  if (keeps !== undefined) {
    setPrototypeOf(keeps, null);
  }
  return function () {
    const call = keeps !== undefined && isRecord(arguments[0]) ? newCall(name) : undefined;
    let args = "";
    if (call !== undefined) {
      args = encodeOptions(arguments[0], call, keeps);
    } else if (arguments.length > 0) {
      args = encode(arguments[0], keepCallback);
    }
    for (let i = 1; i < arguments.length; i++) {
      args += `,${encode(arguments[i], keepCallback)}`;
    }
    const answer = ask(`["${name}",[${args}],${gesture}]`);
    // What came of it: 0 for a value, 1 for one that is to be revived, 2 for an errMsg to throw.
    if (answer[0] === 2) {
      throw setErrMsg(new ErrorOf(answer[1]), answer[1]);
    }
    room = call === undefined ? undefined : call.room;
    return answer[0] === 1 ? revive(answer[1]) : answer[1];
  };
}

// What is about rendered components says so.
function viewless(name) {
  const errMsg = `${name}:fail jshost has no view layer yet`;
  throw setErrMsg(new ErrorOf(errMsg), errMsg);
}

function setErrMsg(error, errMsg) {
  put(error, "errMsg", errMsg);
  return error;
}

// on<Event>: kept here; an event with an off<Event> keeps every listener, one without keeps the last.
function subscribe(name, many, listener) {
  if (typeof listener === "function") {
    const list = many && listeners[name] !== undefined ? listeners[name] : (listeners[name] = bare([]));
    list[list.length] = listener;
    post(`["listen","${name}"]`);
  }
}

// App's own function for an event is a listener that no off<Event> takes away.
function hook(name, listener) {
  hooks[name] = listener;
  subscribe(name, true, listener);
}

function subscriber(name, many) {
  return function (listener) {
    subscribe(name, many, listener);
  };
}

function unsubscriber(name) {
  return function (listener) {
    const list = listeners[name];
    if (list === undefined) {
      return;
    }
    const left = (listeners[name] = bare([]));
    for (let i = 0; i < list.length; i++) {
      if (list[i] === hooks[name] || (listener !== undefined && list[i] !== listener)) {
        left[left.length] = list[i];
      }
    }
  };
}

function command(name) {
  return function (options) {
    send(name, options, newCall(name));
  };
}

// A command whose argument is a value and no options. The fields of an object cross as options do: buffers in them as
// buffers. What cannot be sent is the caller's error.
function messenger(name) {
  return function (message) {
    const fields = isRecord(message);
    postCall(name, fields ? encodeMessage(message) : encodeOrThrow(message), fields, newCall(name));
  };
}

// A command that takes all its arguments. What cannot be sent of them is left out.
function gatherer(name) {
  return function () {
    const parts = bare([]);
    for (let i = 0; i < arguments.length; i++) {
      parts[i] = encode(arguments[i]);
    }
    postCall(name, `[${apply(join, parts, [","])}]`, false, newCall(name));
  };
}

function isRecord(value) {
  return typeof value === "object" && value !== null && tagOf(value) === "Object" && !value.toJSON;
}

function encodeMessage(message) {
  const names = keys(message);
  const parts = bare([]);
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    parts[count++] = `${stringify(names[i])}:${encodeOrThrow(message[names[i]])}`;
  }
  return `{${apply(join, parts, [","])}}`;
}

function encodeOrThrow(value) {
  const text = encode(value);
  if (apply(indexOf, text, ['{"$":"Unserializable"']) === 0) {
    throw new TypeErrorOf(parse(text).v);
  }
  return text;
}

function factory(methods) {
  let single;
  return function () {
    return single === undefined ? (single = assemble({}, methods)) : single;
  };
}

// A factory with parameters makes an object for each call; the host gives it a number, which its methods carry. One
// that `hears` an event of the object is given what listens to it.
function maker(name, methods, hears) {
  const make = synchronous(name);
  return function (listener) {
    const owner = `#${apply(make, undefined, arguments)}`;
    if (hears !== undefined) {
      listeners[hears + owner] = bare([listener]);
    }
    return assemble({}, methods, owner);
  };
}

// A property of a manager object: what it holds is the host's.
function property(name, writable) {
  return {
    __proto__: null,
    get: synchronous(name),
    set: writable ? messenger(name) : undefined,
    enumerable: true,
    configurable: true,
  };
}

// An API of the guest half alone: a function in a chunk, which is there from the first call on.
function guest(chunkName, key) {
  return function () {
    return apply(chunk(chunkName)[key], undefined, arguments);
  };
}

// Take from the classes of such an API, by name, what the base library does not have: its entry says `Class.member`.
function withhold(key, made) {
  const { 4: absent = [] } = bare(entryOf(key) || []);
  for (let i = 0; i < absent.length; i++) {
    const dot = apply(indexOf, absent[i], ["."]);
    delete made[apply(slice, absent[i], [0, dot])].prototype[apply(slice, absent[i], [dot + 1])];
  }
}

// `surface` is a list of [key, convention, name or methods or value, further details]; `owner` tells one object of a
// factory from the next.
function assemble(object, surface, owner = "") {
  for (let i = 0; i < surface.length; i++) {
    const entry = surface[i];
    const subject = owner === "" ? entry[2] : entry[2] + owner;
    const made = CONVENTIONS[entry[1]](subject, entry[3], entry[4]);
    if (entry[1] === "property") {
      defineProperty(object, entry[0], made);
    } else {
      put(object, entry[0], made);
    }
  }
  return object;
}

const CONVENTIONS = {
  __proto__: null,
  promise: (name, keeps) => asynchronous(name, true, keeps),
  async: (name, keeps) => asynchronous(name, false, keeps),
  sync: synchronous,
  listen: (name) => subscriber(name, false),
  on: (name) => subscriber(name, true),
  off: unsubscriber,
  task: tasked,
  command,
  property,
  guest,
  message: messenger,
  rest: gatherer,
  factory,
  maker,
  value: (value) => value,
};

handlers.settle = (payload) => {
  const message = parse(payload);
  const call = calls[message[0]];
  delete calls[message[0]];
  const succeeded = message[1] === 1;
  room = call.room;
  const result = message[3] === 1 ? reviveFields(message[2]) : message[2];
  const which = succeeded ? "success" : "fail";
  const callback = call[which];
  if (call.site !== undefined) {
    if (!succeeded) {
      apply(weakSet, sites, [result, call.site]);
    }
    callback(result);
    return;
  }
  gesture = call.gesture;
  if (callback !== undefined) {
    run(callback, [result], `${call.name} ${which}`);
  }
  if (call.complete !== undefined) {
    run(call.complete, [result], `${call.name} complete`);
  }
};

function fire(name, detail) {
  const list = listeners[name];
  if (list !== undefined) {
    // Listeners that are added meanwhile wait for the next time.
    const { length } = list;
    for (let i = 0; i < length; i++) {
      run(list[i], [detail], name);
    }
  }
}

// The detail is an object, or a value in itself: 1 says that its fields are to be revived, 2 that it is.
handlers.event = (payload) => {
  const message = parse(payload);
  fire(message[0], message[2] === 0 ? message[1] : message[2] === 1 ? reviveFields(message[1]) : revive(message[1]));
};

// What guests of this kind always need, before there is one: forks have it then.
handlers.preload = () => {
  for (let i = 0; i < config.preload.length; i++) {
    chunk(config.preload[i]);
  }
};

// What is done with a test file: see 70_testing.js.
handlers.test = (payload) => {
  const message = parse(payload);
  chunk("testing")[message[0]](message[1], message[2], message[3]);
};

handlers.callback = (id) => {
  run(takeCallback(id), [], "callback");
};

function entryOf(key) {
  const start = apply(indexOf, surfaceLines, [`\n[${stringify(key)},`]);
  return start === -1 ? undefined : lineAt(start + 1);
}

function lineAt(start) {
  const end = apply(indexOf, surfaceLines, ["\n", start]);
  return parse(apply(slice, surfaceLines, end === -1 ? [start] : [start, end]));
}

// wx, or what a worker thread has in its place: a Proxy of an object whose functions are made when they are first
// looked at. There are hundreds, of which a program calls a few. Each is a line of `surfaceLines`, JSON that begins
// with its name.
function lazily(object) {
  const touched = create(null);
  let whole = false;

  function touch(key) {
    if (whole || typeof key !== "string" || touched[key] === true) {
      return;
    }
    touched[key] = true;
    const entry = entryOf(key);
    if (entry !== undefined) {
      assemble(object, [entry]);
    }
  }

  // Whatever else is done with it finds all of them, in the order of the surface.
  function complete() {
    if (whole) {
      return object;
    }
    whole = true;
    const made = assign({ __proto__: null }, object);
    for (let at = 0; at !== -1 && at + 1 < surfaceLines.length; at = apply(indexOf, surfaceLines, ["\n", at + 1])) {
      const entry = lineAt(at + 1);
      if (made[entry[0]] === undefined) {
        assemble(object, [entry]);
      } else {
        delete object[entry[0]];
        put(object, entry[0], made[entry[0]]);
      }
    }
    return object;
  }

  return new ProxyOf(object, {
    __proto__: null,
    get(_, key, receiver) {
      touch(key);
      return get(object, key, receiver);
    },
    has(_, key) {
      touch(key);
      return key in object;
    },
    set: (_, key, value, receiver) => set(complete(), key, value, receiver),
    defineProperty: (_, key, descriptor) => defineProperty(complete(), key, descriptor),
    deleteProperty: (_, key) => deleteProperty(complete(), key),
    getOwnPropertyDescriptor: (_, key) => getOwnPropertyDescriptor(complete(), key),
    ownKeys: () => ownKeys(complete()),
    preventExtensions: () => preventExtensions(complete()),
  });
}

install(G, config.name, lazily({}));
defineProperty(G, config.name, { __proto__: null, enumerable: true });

// What the chunks are given. It also keeps onRejection alive, to which the engine holds a bare pointer.
const host = {
  __proto__: null,
  G, apply, construct, bind, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf,
  keys, isArray, parse, join, sort, slice, includes, indexOf, charCodeAt, fromCharCode, repeat,
  toLowerCase, toString, isPrototypeOf, functionToString, errorToString, exec, regExpToString, then, floor, imul,
  MathOf, parseInt, parseFloat, iterator, isView, mapGet, mapSet, mapDelete, mapForEach, mapSize, setAdd,
  setHas, setForEach, setSize, getTime, toISOString, dateNow, dateParse, dateUTC, engineTime, performanceNow, stackOf,
  bufferSize, sharedSize, typedTag, typedLength, typedBuffer, typedOffset, typedSize, typedSet, viewBuffer,
  viewOffset, viewSize, unbox, MapOf, SetOf, PromiseOf, ErrorOf, TypeErrorOf, RangeErrorOf, StringOf, NumberOf,
  RegExpOf, DateOf, BufferOf, BytesOf, TypedOf, toPrimitive, dateToString, setDelete, toStringTag, typedSort,
  regExpSource, regExpFlags, classes, ObjectOf,
  onRejection, bare, describe, tagOf, install, config, write, run, toJson, chunk, create, stringify, weakGet, weakSet, compile,
  fault, post, encode, hook, fire, takeCallback, revivers, startTimer, arraySlice, WeakOf,
  objectPrototype, functionPrototype, datePrototype,
  get, ProxyOf,
  put, viewless, withhold,
  call: (name, options) => asynchronous(name, false)(options),
  raw: (text) => raw(takeOutbox(), flat(text)),
  now: () => clockNow,
};
