// One turn of guest code: entered by the engine port, never left by an exception. Whatever guest code throws is
// described here, inside JS; what the host must know leaves in the turn's outbox, as JSON text.
let fuse;
let clockNow = 0;
let gesture = 0;
let posted = 0;
let size = 0;
let eager = false;
let sited = false;
let running;
const outbox = bare([]);
const rejected = new MapOf();
const sites = new WeakMap();
const chunks = create(null);
const handlers = create(null);

// Adding a callable assigns here; releasing it lets host calls through under a CPU limit (engine/quickjs.py).
defineProperty(G, "__fuse", {
  __proto__: null,
  set(value) {
    fuse = value;
  },
  configurable: false,
  enumerable: false,
});

// A full outbox leaves in mid-turn: a guest that never stops posting fills the host's quota, not its own memory.
const FULL = 65536;
const MANY = 500;

function post(text) {
  outbox[posted++] = text;
  size += text.length;
  if (size > FULL || posted >= MANY) {
    raw(takeOutbox(), "");
  }
}

// What people must not miss where the engine may be killed at any moment leaves at once there.
function postNow(text) {
  post(text);
  if (eager && posted > 0) {
    raw(takeOutbox(), "");
  }
}

// quickjs-ng puts long texts together lazily, as ropes, and the binding cannot read a rope.
function flat(text) {
  return apply(join, [text], [""]);
}

function takeOutbox() {
  if (posted === 0) {
    return "";
  }
  const text = flat(`[${apply(join, outbox, [","])}]`);
  outbox.length = posted = size = 0;
  return text;
}

// A synchronous host call. What was posted before it goes first, so that the trace keeps the program's order.
function ask(text) {
  return parse(raw(takeOutbox(), flat(text)));
}

// A part of the host's JS that most programs never need: compiled when first used.
function chunk(name) {
  let loaded = chunks[name];
  if (loaded === undefined) {
    loaded = chunks[name] = evaluate(raw("", `chunk ${name}`))(host);
  }
  return loaded;
}

function describe(error, callback) {
  const found = { __proto__: null, text: "", stack: "", message: "", line: 0, internal: false };
  try {
    if (typeof error === "object" && error !== null) {
      const { stack, message } = error;
      found.stack = typeof stack === "string" ? stack : apply(weakGet, sites, [error]) || "";
      found.message = typeof message === "string" ? message : "";
      found.internal =
        apply(isPrototypeOf, internalErrorPrototype, [error]) &&
        getOwnPropertyDescriptor(error, "message") !== undefined;
    }
    found.text = StringOf(error);
    if (found.text === "[object Object]") {
      found.text = toJson(error, "", null, 0);
    }
  } catch (_) {
    found.text = found.text || "a thrown value that cannot be shown";
  }
  if (typeof callback === "function") {
    const line = apply(lineOf, callback, []);
    found.line = typeof line === "number" ? line : 0;
  }
  return found;
}

function fault(kind, context, error, callback) {
  const found = describe(error, callback);
  postNow(
    `["error",${stringify(kind)},${stringify(context)},${stringify(found.text)},${stringify(found.stack)},` +
      `${stringify(found.message)},${found.line},${found.internal ? 1 : 0}]`,
  );
}

// Run one guest callback. Its error is reported and goes no further.
function run(callback, args, context, kind, receiver) {
  running = callback;
  try {
    return apply(callback, receiver, args);
  } catch (error) {
    fault(kind || "callback", context, error, callback);
  }
}

// Called by the engine whenever a promise is rejected without a handler, and when one gets its handler late.
function onRejection(promise, reason, handled) {
  if (handled) {
    apply(mapDelete, rejected, [promise]);
  } else {
    apply(mapSet, rejected, [promise, reason]);
  }
}

// Of very many in one turn the first are enough: showing one may make the next.
const MANY_REJECTIONS = 100;

function reportRejections(all) {
  let count = 0;
  apply(mapForEach, rejected, [(reason, promise) => {
    apply(mapDelete, rejected, [promise]);
    if (++count <= MANY_REJECTIONS) {
      fault("rejection", "", reason);
    }
  }]);
  if (all && count > MANY_REJECTIONS) {
    fault("rejection", "", `${count - MANY_REJECTIONS} more rejections that nobody handles`);
  }
}

function enter(kind, payload, now) {
  fuse = undefined;
  if (kind === "arm") {
    return "";
  }
  if (kind === "seal") {
    delete G.__enter;
    delete G.__onRejection;
    const settings = parse(payload);
    config.seed = settings.seed;
    config.origin = settings.origin;
    eager = settings.eager;
    sited = settings.sites;
    return "";
  }
  clockNow = now;
  if (kind === "flush") {
    reportRejections(true);
  } else if (kind === "salvage") {
    // The guest was stopped and left no stack, perhaps: the function that ran has a line.
    reportRejections(false);
    post(`["at",${typeof running === "function" ? apply(lineOf, running, []) || 0 : 0}]`);
  } else {
    try {
      handlers[kind](payload);
    } catch (error) {
      fault("uncaught", "", error);
    }
  }
  // A user's tap reaches through wx callbacks, not through promises: the microtasks of this turn come after this line.
  gesture = 0;
  return takeOutbox();
}

handlers.eval = (source) => {
  let value;
  gesture = 1;
  try {
    value = evaluate(source);
  } catch (error) {
    fault("load", "", error);
    return;
  }
  post(`["value",${encode(value)}]`);
};

// A file as a function: `source` is a function expression of (require, module, exports) with the file's text as its
// body. Inside an arrow function no text that closes the body early is a program; what is an expression all the same
// shows by its length. (A text that counts the brackets runs part of itself earlier, which gives it nothing.)
function compile(source) {
  const body = evaluate(`(() => ${source}\n)`)();
  const start = apply(indexOf, source, ["("]);
  if (typeof body !== "function" || apply(functionToString, body, []).length !== source.length - start - 2) {
    throw new classes.SyntaxError("unexpected token in expression: '}'");
  }
  return body;
}

handlers.load = (source) => {
  let body;
  gesture = 1;
  try {
    body = compile(source);
  } catch (error) {
    fault("compile", "", error);
    return;
  }
  const module = { exports: {} };
  run(body, [requireNothing, module, module.exports], "", "load");
};

handlers.chunk = chunk;

// A file of the project, run as a program of its own: a worker thread's.
handlers.require = (path) => {
  chunk("refusal");
  chunk("modules").start("", path);
};

// What a mini program goes through: see 65_framework.js.
handlers.app = (payload) => {
  const message = parse(payload);
  gesture = message[0];
  chunk("framework")(message[1]);
};

function requireNothing(path) {
  throw new ErrorOf(`module '${path}' is not defined: a single script has no project folder to load it from`);
}

// Engine errors are told from the guest's own by their prototype: `new InternalError` makes another kind.
const internalErrorPrototype = InternalError.prototype;
function GuestInternalError(message) {
  const error = new ErrorOf(message);
  install(error, "name", "InternalError");
  return error;
}
install(GuestInternalError, "name", "InternalError");
install(G, "InternalError", GuestInternalError);
install(internalErrorPrototype, "constructor", GuestInternalError);

G.__enter = enter;
G.__onRejection = onRejection;
