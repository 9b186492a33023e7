// Guest values to JSON text. An option's value crosses as JSON where JSON can say it, else as {"$": tag, "v": …};
// below that level JSON.stringify's rules hold, as in the platform's own bridge. Written out because the engine's
// JSON.stringify has no depth limit (a deep value crashes it) and consults prototypes that guests can change.
// Deeper values overflow the stack of one engine or the other.
const MAX_DEPTH = 100;
// Each item takes two characters, and no text has more than 2 ** 30.
const MAX_ITEMS = 2 ** 29;

// `type` is what Object.prototype.toString says, which guests can choose: it has no meaning beyond being shown.
function tagged(tag, json, type) {
  return `{"$":"${tag}","v":${json}${type === undefined ? "" : `,"t":${stringify(type)}`}}`;
}

// The time of a real Date, undefined for anything else.
function timeOf(value) {
  if (apply(isPrototypeOf, datePrototype, [value])) {
    try {
      return apply(getTime, value, []);
    } catch (_) {
      return undefined;
    }
  }
}

// What new String, new Number and new Boolean hold; anything else as it is.
function unwrap(value) {
  for (const name in jsonBoxes) {
    if (apply(isPrototypeOf, jsonBoxes[name], [value])) {
      try {
        return apply(unbox[name], value, []);
      } catch (_) {
        return value;
      }
    }
  }
  return value;
}

function isBuffer(value) {
  return isView(value) || apply(isPrototypeOf, bufferPrototype, [value]);
}

function encode(value, keepCallback) {
  switch (typeof value) {
    case "string":
      return stringify(value);
    case "number":
      return value - value === 0 ? StringOf(value) : tagged("Number", `"${value}"`);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : encodeObject(value);
    case "function":
      return tagged("Function", keepCallback === undefined ? "null" : keepCallback(value));
    case "undefined":
      return tagged("Undefined", "null");
    default:
      return tagged(typeof value === "symbol" ? "Symbol" : "BigInt", "null");
  }
}

function encodeObject(value) {
  try {
    const time = timeOf(value);
    if (time !== undefined) {
      return tagged("Date", stringify(time));
    }
    const tag = tagOf(value);
    if (isBuffer(value)) {
      if (apply(includes, tag, ["Big"])) {
        throw new TypeErrorOf("Do not know how to serialize a BigInt");
      }
      return tagged("Buffer", chunk("bytes").encode(value), tag);
    }
    const json = toJson(value, "", null, 0);
    if (json === undefined) {
      return tagged("Undefined", "null");
    }
    // A toJSON may make anything of it, also what looks like a tagged value.
    const isRecord = apply(charCodeAt, json, [0]) === 123;
    const plain = isRecord
      ? tag === "Object" && !apply(includes, json, ['"$":'])
      : tag === "Object" || isArray(value) || unwrap(value) !== value;
    return plain ? json : tagged(tag === "Object" ? "Object" : "Other", json, tag);
  } catch (error) {
    const found = describe(error);
    if (error === null || (found.internal && found.message === "out of memory")) {
      throw error;
    }
    return tagged("Unserializable", stringify(found.message || found.text));
  }
}

function toJson(value, key, parent, depth) {
  if (typeof value === "object" && value !== null) {
    const custom = value.toJSON;
    if (typeof custom === "function") {
      value = apply(custom, value, [key]);
    }
    if (typeof value === "object" && value !== null) {
      value = unwrap(value);
    }
  }
  switch (typeof value) {
    case "string":
      return stringify(value);
    case "number":
      return value - value === 0 ? StringOf(value) : "null";
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      throw new TypeErrorOf("Do not know how to serialize a BigInt");
    case "object":
      return value === null ? "null" : containerToJson(value, { __proto__: null, value, parent }, depth + 1);
    default:
      return undefined;
  }
}

function containerToJson(value, here, depth) {
  for (let up = here.parent; up !== null; up = up.parent) {
    if (up.value === value) {
      throw new TypeErrorOf("Converting circular structure to JSON");
    }
  }
  if (depth > MAX_DEPTH) {
    throw new TypeErrorOf(`the value is nested more than ${MAX_DEPTH} levels deep`);
  }
  const parts = bare([]);
  if (isArray(value)) {
    const length = value.length;
    if (length > MAX_ITEMS) {
      throw new RangeErrorOf("Invalid string length");
    }
    for (let i = 0; i < length; i++) {
      const item = toJson(value[i], StringOf(i), here, depth);
      parts[i] = item === undefined ? "null" : item;
    }
    return `[${apply(join, parts, [","])}]`;
  }
  const names = keys(value);
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    const item = toJson(value[names[i]], names[i], here, depth);
    if (item !== undefined) {
      parts[count++] = `${stringify(names[i])}:${item}`;
    }
  }
  return `{${apply(join, parts, [","])}}`;
}

// Tags that a chunk understands, by name: a function of what the tag holds.
const revivers = create(null);

// The host's values to guest values: JSON, with the same tags at the top level of a result.
function revive(value) {
  if (typeof value !== "object" || value === null || getOwnPropertyDescriptor(value, "$") === undefined) {
    return value;
  }
  switch (value.$) {
    case "Undefined":
      return undefined;
    case "Number":
      return NumberOf(value.v);
    case "Date":
      return new (chunk("date").Date)(value.v === null ? NaN : value.v);
    case "Object":
      return value.v;
    case "ArrayBuffer":
      return chunk("bytes").decode(value.v[0], value.v[1]);
    case "View":
      return new classes[value.v[0]](chunk("bytes").decode(value.v[1], value.v[2]));
    case "Answering":
      return answering(value.v[0], value.v[1]);
    case "Json":
      return parseOrText(value.v);
    case "Filled":
      return fill(value.v[0], value.v[1], value.v[2]);
    case "Deep":
      return reviveDeep(value.v);
    case "Made":
      return chunk(value.v[0])[value.v[1]](value.v[2]);
    default:
      return revivers[value.$](value.v);
  }
}

function parseOrText(text) {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

// The buffer that the call of which this is the result was given to fill; see 40_wx.js.
let room;

function fill(offset, text, size) {
  const { bytesOf, decode } = chunk("bytes");
  try {
    apply(typedSet, bytesOf(room), [new BytesOf(decode(text, size)), offset]);
  } catch (_) {
    // It has become smaller since, or has been given away.
  }
  return room;
}

// An object with methods that return what the host said they do.
function answering(fields, answers) {
  const names = keys(answers);
  for (let i = 0; i < names.length; i++) {
    const answer = answers[names[i]];
    install(fields, names[i], function () {
      return answer;
    });
  }
  return fields;
}

function reviveDeep(value) {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (getOwnPropertyDescriptor(value, "$") !== undefined) {
    return revive(value);
  }
  const names = keys(value);
  for (let i = 0; i < names.length; i++) {
    put(value, names[i], reviveDeep(value[names[i]]));
  }
  return value;
}

function reviveFields(result) {
  const names = keys(result);
  for (let i = 0; i < names.length; i++) {
    put(result, names[i], revive(result[names[i]]));
  }
  return result;
}
