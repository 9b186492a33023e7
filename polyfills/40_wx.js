// The wx object. Four calling conventions, each written once: asynchronous (callbacks or promise), synchronous,
// on/off events, and factories that return a manager object. No API is known here by name: the host says which
// names exist in the chosen base library, and all checks are the host's.
const calls = create(null);
const callbacks = create(null);
const listeners = create(null);
let lastCall = 0;

// Take the callbacks out of the options and encode the rest; each property is read once, own ones only.
function encodeOptions(options, call) {
  const names = keys(options);
  const parts = bare([]);
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = options[name];
    if (name === "success" || name === "fail" || name === "complete") {
      call.given = true;
      call[name] = typeof value === "function" ? value : undefined;
    } else {
      parts[count++] = `${stringify(name)}:${encode(value)}`;
    }
  }
  return `{${apply(join, parts, [","])}}`;
}

function send(name, options, call) {
  const isOptions = typeof options === "object" && options !== null && !isArray(options);
  const body = options === undefined ? "{}" : isOptions ? encodeOptions(options, call) : encode(options);
  const id = ++lastCall;
  postNow(`["call",${id},"${name}",${body},${gesture},${options === undefined || isOptions ? 1 : 0}]`);
  return id;
}

function newCall(name) {
  return { __proto__: null, name, success: undefined, fail: undefined, complete: undefined, given: false, gesture };
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

function asynchronous(name, promised) {
  return function (options) {
    const call = newCall(name);
    calls[send(name, options, call)] = call;
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

function synchronous(name) {
  return function () {
    let args = arguments.length > 0 ? encode(arguments[0], keepCallback) : "";
    for (let i = 1; i < arguments.length; i++) {
      args += `,${encode(arguments[i], keepCallback)}`;
    }
    const answer = ask(`["${name}",[${args}],${gesture}]`);
    // What came of it: 0 for a value, 1 for one that is to be revived, 2 for an errMsg to throw.
    if (answer[0] === 2) {
      throw setErrMsg(new ErrorOf(answer[1]), answer[1]);
    }
    return answer[0] === 1 ? revive(answer[1]) : answer[1];
  };
}

function setErrMsg(error, errMsg) {
  defineProperty(error, "errMsg", { __proto__: null, value: errMsg, writable: true, configurable: true, enumerable: true });
  return error;
}

// on<Event>: kept here; an event with an off<Event> keeps every listener, one without keeps the last.
function subscriber(name, many) {
  return function (listener) {
    if (typeof listener !== "function") {
      return;
    }
    const list = many && listeners[name] !== undefined ? listeners[name] : (listeners[name] = bare([]));
    list[list.length] = listener;
    post(`["listen","${name}"]`);
  };
}

function unsubscriber(name) {
  return function (listener) {
    const list = listeners[name];
    if (list === undefined || listener === undefined) {
      delete listeners[name];
      return;
    }
    const left = (listeners[name] = bare([]));
    for (let i = 0; i < list.length; i++) {
      if (list[i] !== listener) {
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

function factory(methods) {
  let single;
  return function () {
    return single === undefined ? (single = assemble({}, methods)) : single;
  };
}

// `surface` is a list of [key, convention, name or methods].
function assemble(object, surface) {
  for (let i = 0; i < surface.length; i++) {
    const entry = surface[i];
    object[entry[0]] = CONVENTIONS[entry[1]](entry[2]);
  }
  return object;
}

const CONVENTIONS = {
  __proto__: null,
  promise: (name) => asynchronous(name, true),
  async: (name) => asynchronous(name, false),
  sync: synchronous,
  listen: (name) => subscriber(name, false),
  on: (name) => subscriber(name, true),
  off: unsubscriber,
  command,
  factory,
};

handlers.settle = (payload) => {
  const message = parse(payload);
  const call = calls[message[0]];
  delete calls[message[0]];
  const succeeded = message[1] === 1;
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

handlers.event = (payload) => {
  const message = parse(payload);
  const list = listeners[message[0]];
  if (list !== undefined) {
    const detail = message[2] === 1 ? reviveFields(message[1]) : message[1];
    // Listeners that are added meanwhile wait for the next time.
    const { length } = list;
    for (let i = 0; i < length; i++) {
      run(list[i], [detail], message[0]);
    }
  }
};

handlers.callback = (id) => {
  const callback = callbacks[id];
  delete callbacks[id];
  run(callback, [], "callback");
};

install(G, "wx", assemble({}, config.wx));
defineProperty(G, "wx", { __proto__: null, enumerable: true });

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
  onRejection, bare, tagOf, install, config, write, run, toJson, chunk,
  now: () => clockNow,
};
