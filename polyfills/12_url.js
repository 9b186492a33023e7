// chunk url for URL URLSearchParams
// URL and URLSearchParams after the URL Standard, without IDNA: a host with other than ASCII letters is lower-cased and
// percent-encoded, not turned into punycode. Drive letters in file URLs and blob URLs have no special meaning.
(function (host) {
  "use strict";
  const {
    G, apply, bare, charCodeAt, chunk, defineProperty, exec, floor, fromCharCode, getOwnPropertyDescriptor,
    includes, indexOf, install, iterator, join, keys, slice, sort, toLowerCase, toStringTag, typedBuffer,
    typedLength, BytesOf, NumberOf, StringOf, TypeErrorOf,
  } = host;
  if (getOwnPropertyDescriptor(G, "URL") !== undefined) {
    return undefined;
  }
  const utf8 = chunk("text");
  const PORTS = { __proto__: null, http: "80", https: "443", ws: "80", wss: "443", ftp: "21", file: "" };
  const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;
  const DIGITS = /^\d*/;
  const DOT = /^(?:\.|%2e)$/i;
  const DOTS = /^(?:\.|%2e){2}$/i;
  const NO_HOST = /[\0-\x20#/:<>?@[\\\]^|%\x7f]/;
  const NO_OPAQUE_HOST = /[\0\t\n\r #/:<>?@[\\\]^|]/;
  const NUMERIC = /^(?:\d+|0x[0-9a-f]*)$/i;

  // What is percent-encoded besides controls and what is not ASCII.
  const FRAGMENT = ' "<>`';
  const QUERY = ' "#<>';
  const SPECIAL_QUERY = `${QUERY}'`;
  const PATH = `${QUERY}?^\`{}`;
  const USER = `${PATH}/:;=@[\\]|`;
  // A space becomes a plus sign afterwards.
  const FORM = `${cut(USER, 1)}!$%&'()+,~`;

  // -- text and percent signs ---------------------------------------------------------------------------------------

  function cut(text, from, to) {
    return apply(slice, text, to === undefined ? [from] : [from, to]);
  }

  function find(text, part, from) {
    return apply(indexOf, text, [part, from || 0]);
  }

  function matches(pattern, text) {
    return apply(exec, pattern, [text]) !== null;
  }

  function joined(parts, separator) {
    return apply(join, parts, [separator]);
  }

  function lower(text) {
    return apply(toLowerCase, text, []);
  }

  function encode(text, set) {
    const bytes = utf8.encode(text);
    const size = apply(typedLength, bytes, []);
    const parts = bare([]);
    for (let i = 0; i < size; i++) {
      const byte = bytes[i];
      const letter = apply(fromCharCode, undefined, [byte]);
      parts[i] = byte < 0x20 || byte > 0x7e || apply(includes, set, [letter])
        ? `%${"0123456789ABCDEF"[byte >> 4]}${"0123456789ABCDEF"[byte & 15]}`
        : letter;
    }
    return joined(parts, "");
  }

  function hexDigit(code) {
    return code >= 48 && code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1;
  }

  function decode(text) {
    if (!apply(includes, text, ["%"])) {
      return text;
    }
    const bytes = utf8.encode(text);
    const size = apply(typedLength, bytes, []);
    const result = new BytesOf(size);
    let count = 0;
    for (let i = 0; i < size; i++) {
      const high = bytes[i] === 37 && i + 2 < size ? hexDigit(bytes[i + 1]) : -1;
      const low = high < 0 ? -1 : hexDigit(bytes[i + 2]);
      result[count++] = low < 0 ? bytes[i] : high * 16 + low;
      i += low < 0 ? 0 : 2;
    }
    return utf8.decode(new BytesOf(apply(typedBuffer, result, []), 0, count));
  }

  function replaced(text, from, to) {
    return joined(split(text, from), to);
  }

  function split(text, separator) {
    const parts = bare([]);
    let from = 0;
    for (let at = find(text, separator); at !== -1; at = find(text, separator, from)) {
      parts[parts.length] = cut(text, from, at);
      from = at + 1;
    }
    parts[parts.length] = cut(text, from);
    return parts;
  }

  // -- hosts --------------------------------------------------------------------------------------------------------

  // Each parser returns undefined for what is no URL.
  function parseHost(text, special) {
    if (text[0] === "[") {
      const address = text[text.length - 1] === "]" ? parseIPv6(cut(text, 1, -1)) : undefined;
      return address === undefined ? undefined : `[${address}]`;
    }
    if (!special) {
      return matches(NO_OPAQUE_HOST, text) ? undefined : encode(text, "");
    }
    const name = lower(decode(text));
    if (name === "" || matches(NO_HOST, name)) {
      return undefined;
    }
    const labels = split(name, ".");
    const last = labels.length - (labels.length > 1 && labels[labels.length - 1] === "" ? 2 : 1);
    return matches(NUMERIC, labels[last]) ? parseIPv4(labels) : encode(name, "");
  }

  function parseIPv4(labels) {
    if (labels[labels.length - 1] === "") {
      labels.length--;
    }
    if (labels.length > 4) {
      return undefined;
    }
    let address = 0;
    for (let i = 0; i < labels.length; i++) {
      const number = parseLabel(labels[i]);
      const last = i === labels.length - 1;
      if (!(number >= 0) || number >= (last ? 256 ** (5 - labels.length) : 256)) {
        return undefined;
      }
      address += last ? number : number * 256 ** (3 - i);
    }
    const at = (power) => floor(address / 256 ** power) % 256;
    return `${at(3)}.${at(2)}.${at(1)}.${at(0)}`;
  }

  function parseLabel(label) {
    if (!matches(NUMERIC, label)) {
      return NaN;
    }
    if (label[1] === "x") {
      return label.length === 2 ? 0 : NumberOf(label);
    }
    return label[0] === "0" && label.length > 1 ? NumberOf(`0o${label}`) : NumberOf(label);
  }

  function parseIPv6(text) {
    const halves = bare([]);
    const gap = find(text, "::");
    halves[0] = pieces(gap === -1 ? text : cut(text, 0, gap));
    halves[1] = gap === -1 ? bare([]) : pieces(cut(text, gap + 2));
    if (halves[0] === undefined || halves[1] === undefined) {
      return undefined;
    }
    const missing = 8 - halves[0].length - halves[1].length;
    if (gap === -1 ? missing !== 0 : missing < 1) {
      return undefined;
    }
    const all = halves[0];
    for (let i = 0; i < missing; i++) {
      all[all.length] = 0;
    }
    for (let i = 0; i < halves[1].length; i++) {
      all[all.length] = halves[1][i];
    }
    return serializeIPv6(all);
  }

  const PIECE = /^[0-9a-f]{1,4}$/i;
  const QUAD = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

  function pieces(text) {
    const found = bare([]);
    if (text === "") {
      return found;
    }
    const parts = split(text, ":");
    for (let i = 0; i < parts.length; i++) {
      if (i === parts.length - 1 && matches(QUAD, parts[i])) {
        const bytes = split(parts[i], ".");
        for (let k = 0; k < 4; k++) {
          if (+bytes[k] > 255 || (bytes[k].length > 1 && bytes[k][0] === "0")) {
            return undefined;
          }
        }
        found[found.length] = +bytes[0] * 256 + +bytes[1];
        found[found.length] = +bytes[2] * 256 + +bytes[3];
      } else if (matches(PIECE, parts[i])) {
        found[found.length] = NumberOf(`0x${parts[i]}`);
      } else {
        return undefined;
      }
    }
    return found;
  }

  function hex(number) {
    let text = "";
    do {
      text = "0123456789abcdef"[number & 15] + text;
      number >>= 4;
    } while (number > 0);
    return text;
  }

  function serializeIPv6(all) {
    let best = -1;
    let longest = 1;
    for (let i = 0; i < 8; i++) {
      let run = 0;
      while (i + run < 8 && all[i + run] === 0) {
        run++;
      }
      if (run > longest) {
        best = i;
        longest = run;
      }
    }
    let text = "";
    for (let i = 0; i < 8; i++) {
      if (i === best) {
        text += i === 0 ? "::" : ":";
        i += longest - 1;
      } else {
        text += hex(all[i]) + (i < 7 ? ":" : "");
      }
    }
    return text;
  }

  // -- the parser ---------------------------------------------------------------------------------------------------

  function isSpecial(url) {
    return PORTS[url.scheme] !== undefined;
  }

  function record(scheme) {
    return {
      __proto__: null, scheme, username: "", password: "", host: null, port: "", path: bare([]), opaque: false,
      query: null, fragment: null,
    };
  }

  function copyAuthority(url, base) {
    url.username = base.username;
    url.password = base.password;
    url.host = base.host;
    url.port = base.port;
  }

  function trimmed(text) {
    let from = 0;
    let to = text.length;
    while (from < to && apply(charCodeAt, text, [from]) <= 32) {
      from++;
    }
    while (to > from && apply(charCodeAt, text, [to - 1]) <= 32) {
      to--;
    }
    return withoutBreaks(cut(text, from, to));
  }

  function withoutBreaks(text) {
    return replaced(replaced(replaced(text, "\t", ""), "\n", ""), "\r", "");
  }

  function parse(input, base) {
    let rest = trimmed(input);
    let fragment = null;
    let query = null;
    const hash = find(rest, "#");
    if (hash !== -1) {
      fragment = cut(rest, hash + 1);
      rest = cut(rest, 0, hash);
    }
    const mark = find(rest, "?");
    if (mark !== -1) {
      query = cut(rest, mark + 1);
      rest = cut(rest, 0, mark);
    }
    // All that can be relative to an opaque path is a fragment.
    const bound = base !== undefined && base.opaque && fragment === null && !matches(SCHEME, rest);
    const url = bound ? undefined : parseRest(rest, base, query);
    if (url !== undefined) {
      if (query !== null) {
        url.query = encode(query, isSpecial(url) ? SPECIAL_QUERY : QUERY);
      }
      url.fragment = fragment === null ? null : encode(fragment, FRAGMENT);
    }
    return url;
  }

  function parseRest(text, base, query) {
    const found = apply(exec, SCHEME, [text]);
    if (found === null) {
      return base === undefined ? undefined : parseRelative(record(base.scheme), text, base, query);
    }
    const url = record(lower(cut(found[0], 0, -1)));
    let rest = cut(text, found[0].length);
    if (!isSpecial(url)) {
      if (rest[0] === "/") {
        return rest[1] === "/" ? parseAuthority(url, cut(rest, 2)) : parsePath(url, rest);
      }
      url.opaque = true;
      url.path = encode(rest, "");
      return url;
    }
    rest = replaced(rest, "\\", "/");
    const same = base !== undefined && base.scheme === url.scheme;
    if (url.scheme === "file") {
      return parseFile(url, rest, same ? base : undefined, query);
    }
    if (same && cut(rest, 0, 2) !== "//") {
      return parseRelative(url, rest, base, query);
    }
    return parseAuthority(url, withoutSlashes(rest));
  }

  function withoutSlashes(text) {
    let from = 0;
    while (text[from] === "/") {
      from++;
    }
    return cut(text, from);
  }

  function parseRelative(url, text, base, query) {
    if (base.opaque) {
      if (text !== "" || query !== null) {
        return undefined;
      }
      url.opaque = true;
      url.path = base.path;
      url.query = base.query;
      return url;
    }
    const rest = isSpecial(url) ? replaced(text, "\\", "/") : text;
    if (url.scheme === "file") {
      return parseFile(url, rest, base, query);
    }
    if (cut(rest, 0, 2) === "//") {
      return parseAuthority(url, isSpecial(url) ? withoutSlashes(rest) : cut(rest, 2));
    }
    copyAuthority(url, base);
    return parseBeside(url, rest, base, query);
  }

  // A path that is absolute, or relative to the base's.
  function parseBeside(url, rest, base, query) {
    if (rest[0] === "/") {
      return parsePath(url, rest);
    }
    const kept = rest === "" ? base.path.length : base.path.length - 1;
    for (let i = 0; i < kept; i++) {
      url.path[i] = base.path[i];
    }
    if (rest === "") {
      url.query = query === null ? base.query : null;
      return url;
    }
    return parsePath(url, `/${rest}`);
  }

  function parseFile(url, rest, base, query) {
    url.host = "";
    if (cut(rest, 0, 2) === "//") {
      const end = find(rest, "/", 2);
      const name = end === -1 ? cut(rest, 2) : cut(rest, 2, end);
      const parsed = name === "" ? "" : parseHost(name, true);
      if (parsed === undefined) {
        return undefined;
      }
      url.host = parsed === "localhost" ? "" : parsed;
      return parsePath(url, end === -1 ? "/" : cut(rest, end));
    }
    if (base === undefined) {
      return parsePath(url, rest[0] === "/" ? rest : `/${rest}`);
    }
    url.host = base.host;
    return parseBeside(url, rest, base, query);
  }

  function parseAuthority(url, text) {
    const special = isSpecial(url);
    const end = find(text, "/");
    let name = end === -1 ? text : cut(text, 0, end);
    let sign = -1;
    for (let at = find(name, "@"); at !== -1; at = find(name, "@", at + 1)) {
      sign = at;
    }
    if (sign !== -1) {
      const user = cut(name, 0, sign);
      const colon = find(user, ":");
      url.username = encode(colon === -1 ? user : cut(user, 0, colon), USER);
      url.password = colon === -1 ? "" : encode(cut(user, colon + 1), USER);
      name = cut(name, sign + 1);
    }
    if (!parseHostPort(url, name) || (url.host === "" && (special || sign !== -1))) {
      return undefined;
    }
    return parsePath(url, end === -1 ? "" : cut(text, end));
  }

  function parseHostPort(url, text) {
    const colon = find(text, ":", text[0] === "[" ? find(text, "]") + 1 : 0);
    const name = colon === -1 ? text : cut(text, 0, colon);
    const parsed = name === "" && !isSpecial(url) ? "" : parseHost(name, isSpecial(url));
    if (parsed === undefined || (name === "" && colon !== -1)) {
      return false;
    }
    url.host = parsed;
    return colon === -1 || parsePort(url, cut(text, colon + 1), true);
  }

  function parsePort(url, text, whole) {
    const digits = apply(exec, DIGITS, [text])[0];
    if ((whole && digits !== text) || +digits > 65535) {
      return false;
    }
    const port = digits === "" ? "" : StringOf(+digits);
    url.port = port === PORTS[url.scheme] ? "" : port;
    return true;
  }

  // Add the segments of a path that starts with a slash or is empty.
  function parsePath(url, text) {
    const special = isSpecial(url);
    if (text === "" && !special) {
      return url;
    }
    const segments = split(special ? replaced(text, "\\", "/") : text, "/");
    const { path } = url;
    for (let i = text === "" ? 0 : 1; i < segments.length; i++) {
      const segment = segments[i];
      const last = i === segments.length - 1;
      if (matches(DOTS, segment)) {
        path.length -= path.length > 0 ? 1 : 0;
      }
      if (!matches(DOTS, segment) && !matches(DOT, segment)) {
        path[path.length] = encode(segment, PATH);
      } else if (last) {
        path[path.length] = "";
      }
    }
    return url;
  }

  function pathOf(url) {
    return url.opaque ? url.path : url.path.length === 0 ? "" : `/${joined(url.path, "/")}`;
  }

  function hostOf(url) {
    return url.host === null ? "" : url.port === "" ? url.host : `${url.host}:${url.port}`;
  }

  function serialize(url) {
    const password = url.password === "" ? "" : `:${url.password}`;
    const user = url.username === "" && password === "" ? "" : `${url.username}${password}@`;
    // Without the dot, a path that begins with two slashes would be read as a host.
    const guard = url.host === null && !url.opaque && url.path.length > 1 && url.path[0] === "" ? "/." : "";
    const start = url.host === null ? guard : `//${user}${hostOf(url)}`;
    const query = url.query === null ? "" : `?${url.query}`;
    return `${url.scheme}:${start}${pathOf(url)}${query}${url.fragment === null ? "" : `#${url.fragment}`}`;
  }

  // -- URLSearchParams ----------------------------------------------------------------------------------------------

  function pair(name, value) {
    return { __proto__: null, name, value };
  }

  function parseForm(text) {
    const list = bare([]);
    const parts = split(text, "&");
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] !== "") {
        const part = replaced(parts[i], "+", " ");
        const at = find(part, "=");
        const name = at === -1 ? part : cut(part, 0, at);
        list[list.length] = pair(decode(name), at === -1 ? "" : decode(cut(part, at + 1)));
      }
    }
    return list;
  }

  function serializeForm(list) {
    const parts = bare([]);
    for (let i = 0; i < list.length; i++) {
      parts[i] = `${formPart(list[i].name)}=${formPart(list[i].value)}`;
    }
    return joined(parts, "&");
  }

  function formPart(text) {
    return replaced(encode(text, FORM), " ", "+");
  }

  // The pairs of a list of pairs, of another URLSearchParams or of an object's fields.
  function readPairs(init) {
    const list = bare([]);
    const method = init[iterator];
    if (method === undefined || method === null) {
      const names = keys(init);
      for (let i = 0; i < names.length; i++) {
        list[i] = pair(`${names[i]}`, `${init[names[i]]}`);
      }
      return list;
    }
    each(init, method, (entry) => {
      const two = bare([]);
      each(entry, entry[iterator], (item) => {
        two[two.length] = `${item}`;
      });
      if (two.length !== 2) {
        throw new TypeErrorOf("URLSearchParams: each entry should be a name and a value");
      }
      list[list.length] = pair(two[0], two[1]);
    });
    return list;
  }

  function each(items, method, visit) {
    const found = apply(method, items, []);
    const { next } = found;
    for (let step = apply(next, found, []); !step.done; step = apply(next, found, [])) {
      visit(step.value);
    }
  }

  // The state of a URLSearchParams that a URL is about to make for itself.
  let linked;

  class URLSearchParams {
    #state;
    constructor(init = "") {
      if (linked !== undefined) {
        this.#state = linked;
        return;
      }
      const isObject = typeof init === "function" || (typeof init === "object" && init !== null);
      const text = isObject ? "" : `${init}`;
      const list = isObject ? readPairs(init) : parseForm(text[0] === "?" ? cut(text, 1) : text);
      this.#state = { __proto__: null, list, changed() {} };
    }
    get size() {
      return this.#state.list.length;
    }
    append(name, value) {
      const { list } = this.#state;
      list[list.length] = pair(`${name}`, `${value}`);
      this.#state.changed();
    }
    delete(name, value) {
      const wanted = `${name}`;
      const only = value === undefined ? undefined : `${value}`;
      this.#keep((item) => item.name !== wanted || (only !== undefined && item.value !== only));
    }
    get(name) {
      const all = valuesOf(this.#state.list, `${name}`);
      return all.length === 0 ? null : all[0];
    }
    getAll(name) {
      return valuesOf(this.#state.list, `${name}`);
    }
    has(name, value) {
      const { list } = this.#state;
      const wanted = `${name}`;
      const only = value === undefined ? undefined : `${value}`;
      for (let i = 0; i < list.length; i++) {
        if (list[i].name === wanted && (only === undefined || list[i].value === only)) {
          return true;
        }
      }
      return false;
    }
    set(name, value) {
      const wanted = `${name}`;
      const given = `${value}`;
      let done = false;
      this.#keep((item) => {
        if (item.name !== wanted) {
          return true;
        }
        const first = !done;
        done = true;
        item.value = first ? given : item.value;
        return first;
      });
      if (!done) {
        const { list } = this.#state;
        list[list.length] = pair(wanted, given);
        this.#state.changed();
      }
    }
    sort() {
      apply(sort, this.#state.list, [(a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)]);
      this.#state.changed();
    }
    forEach(callback, receiver) {
      if (typeof callback !== "function") {
        throw new TypeErrorOf("not a function");
      }
      const state = this.#state;
      for (let i = 0; i < state.list.length; i++) {
        apply(callback, receiver, [state.list[i].value, state.list[i].name, this]);
      }
    }
    *entries() {
      const state = this.#state;
      for (let i = 0; i < state.list.length; i++) {
        yield [state.list[i].name, state.list[i].value];
      }
    }
    *keys() {
      const state = this.#state;
      for (let i = 0; i < state.list.length; i++) {
        yield state.list[i].name;
      }
    }
    *values() {
      const state = this.#state;
      for (let i = 0; i < state.list.length; i++) {
        yield state.list[i].value;
      }
    }
    toString() {
      return serializeForm(this.#state.list);
    }
    #keep(test) {
      const { list } = this.#state;
      let count = 0;
      for (let i = 0; i < list.length; i++) {
        if (test(list[i])) {
          list[count++] = list[i];
        }
      }
      list.length = count;
      this.#state.changed();
    }
  }

  function valuesOf(list, name) {
    const found = [];
    for (let i = 0; i < list.length; i++) {
      if (list[i].name === name) {
        defineProperty(found, found.length, {
          __proto__: null, value: list[i].value, writable: true, configurable: true, enumerable: true,
        });
      }
    }
    return found;
  }

  // -- URL ----------------------------------------------------------------------------------------------------------

  function parseBoth(input, base) {
    const parsedBase = base === undefined ? undefined : parse(`${base}`);
    return base !== undefined && parsedBase === undefined ? undefined : parse(`${input}`, parsedBase);
  }

  class URL {
    #url;
    #state;
    #params;
    constructor(url, base) {
      const parsed = parseBoth(url, base);
      if (parsed === undefined) {
        throw invalid();
      }
      this.#url = parsed;
      const state = (this.#state = { __proto__: null, list: parseForm(parsed.query || ""), changed: undefined });
      state.changed = () => {
        const text = serializeForm(state.list);
        this.#url.query = text === "" ? null : text;
      };
    }
    get href() {
      return serialize(this.#url);
    }
    set href(value) {
      const parsed = parse(`${value}`);
      if (parsed === undefined) {
        throw invalid();
      }
      this.#url = parsed;
      this.#state.list = parseForm(parsed.query || "");
    }
    get origin() {
      const url = this.#url;
      return isSpecial(url) && url.scheme !== "file" ? `${url.scheme}://${hostOf(url)}` : "null";
    }
    get protocol() {
      return `${this.#url.scheme}:`;
    }
    set protocol(value) {
      const found = apply(exec, SCHEME, [`${value}:`]);
      const url = this.#url;
      const scheme = found === null ? "" : lower(cut(found[0], 0, -1));
      const special = PORTS[scheme] !== undefined;
      const barred = scheme === "file" && (url.username !== "" || url.password !== "" || url.port !== "");
      if (scheme !== "" && special === isSpecial(url) && !barred && !(url.scheme === "file" && url.host === "")) {
        url.scheme = scheme;
        url.port = url.port === PORTS[scheme] ? "" : url.port;
      }
    }
    get username() {
      return this.#url.username;
    }
    set username(value) {
      if (this.#takesPort()) {
        this.#url.username = encode(`${value}`, USER);
      }
    }
    get password() {
      return this.#url.password;
    }
    set password(value) {
      if (this.#takesPort()) {
        this.#url.password = encode(`${value}`, USER);
      }
    }
    get host() {
      return hostOf(this.#url);
    }
    set host(value) {
      this.#setHost(`${value}`, true);
    }
    get hostname() {
      return this.#url.host || "";
    }
    set hostname(value) {
      this.#setHost(`${value}`, false);
    }
    get port() {
      return this.#url.port;
    }
    set port(value) {
      const text = withoutBreaks(`${value}`);
      if (this.#takesPort() && (text === "" || hexDigit(apply(charCodeAt, text, [0])) in DECIMAL)) {
        parsePort(this.#url, text, false);
      }
    }
    get pathname() {
      return pathOf(this.#url);
    }
    set pathname(value) {
      const url = this.#url;
      if (url.opaque) {
        return;
      }
      const text = withoutBreaks(`${value}`);
      const first = text[0];
      const rooted = first === "/" || (first === "\\" && isSpecial(url));
      url.path = bare([]);
      parsePath(url, rooted || (text === "" && !isSpecial(url)) ? text : `/${text}`);
    }
    get search() {
      return this.#url.query ? `?${this.#url.query}` : "";
    }
    set search(value) {
      const url = this.#url;
      const text = withoutBreaks(`${value}`);
      const query = text[0] === "?" ? cut(text, 1) : text;
      url.query = text === "" ? null : encode(query, isSpecial(url) ? SPECIAL_QUERY : QUERY);
      this.#state.list = parseForm(query);
    }
    get searchParams() {
      if (this.#params === undefined) {
        linked = this.#state;
        this.#params = new URLSearchParams();
        linked = undefined;
      }
      return this.#params;
    }
    get hash() {
      return this.#url.fragment ? `#${this.#url.fragment}` : "";
    }
    set hash(value) {
      const text = withoutBreaks(`${value}`);
      this.#url.fragment = text === "" ? null : encode(text[0] === "#" ? cut(text, 1) : text, FRAGMENT);
    }
    toString() {
      return serialize(this.#url);
    }
    toJSON() {
      return serialize(this.#url);
    }
    static canParse(url, base) {
      return parseBoth(url, base) !== undefined;
    }
    static parse(url, base) {
      return parseBoth(url, base) === undefined ? null : new URL(url, base);
    }
    #takesPort() {
      const url = this.#url;
      return url.host !== null && url.host !== "" && url.scheme !== "file";
    }
    #setHost(value, withPort) {
      const url = this.#url;
      if (url.opaque) {
        return;
      }
      const text = replaced(withoutBreaks(value), "\\", isSpecial(url) ? "/" : "\\");
      const end = apply(exec, HOST_END, [text])[0].length;
      const colon = find(text, ":", text[0] === "[" ? find(text, "]") + 1 : 0);
      const name = cut(text, 0, colon !== -1 && colon < end ? colon : end);
      const parsed = name === "" && (!isSpecial(url) || url.scheme === "file") ? "" : parseHost(name, isSpecial(url));
      const takesPort = withPort && url.scheme !== "file";
      if (parsed === undefined || (colon === 0 && name === "") || (colon !== -1 && colon < end && !takesPort)) {
        return;
      }
      url.host = parsed;
      if (withPort && colon !== -1 && colon + 1 < end) {
        parsePort(url, cut(text, colon + 1, end), false);
      }
    }
  }

  const HOST_END = /^[^/?#]*/;
  const DECIMAL = { __proto__: null, 0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1 };

  function invalid() {
    const error = new TypeErrorOf("Invalid URL");
    install(error, "code", "ERR_INVALID_URL");
    return error;
  }

  function provide(name, Class) {
    defineProperty(Class.prototype, toStringTag, { __proto__: null, value: name, configurable: true });
    install(G, name, Class);
  }

  const { entries } = URLSearchParams.prototype;
  install(URLSearchParams.prototype, iterator, entries);
  provide("URLSearchParams", URLSearchParams);
  provide("URL", URL);
})
