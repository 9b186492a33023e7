// chunk text for TextEncoder TextDecoder
// UTF-8 to and from text, by the steps of the Encoding Standard. Other encodings are refused, as on most platforms that
// mini programs run on.
(function (host) {
  "use strict";
  const {
    G, apply, bare, bind, charCodeAt, chunk, defineProperty, exec, fromCharCode, getOwnPropertyDescriptor, install,
    join, toLowerCase, toStringTag, typedLength, typedTag, BytesOf, RangeErrorOf, TypeErrorOf,
  } = host;
  const { bytesOf } = chunk("bytes");
  const UTF8 = /^[\t\n\f\r ]*(?:utf-?8|unicode-1-1-utf-8|unicode11utf8|unicode20utf8|x-unicode20utf8)[\t\n\f\r ]*$/;
  const BLOCK = 8192;

  // Encode as much as fits into `limit` bytes; return how much of either was used.
  function encodeInto(text, bytes, limit) {
    const code = apply(bind, charCodeAt, [text]);
    const { length } = text;
    let read = 0;
    let written = 0;
    while (read < length) {
      let point = code(read);
      let units = 1;
      if (point >= 0xd800 && point < 0xe000) {
        const next = point < 0xdc00 && read + 1 < length ? code(read + 1) : 0;
        if (next >= 0xdc00 && next < 0xe000) {
          point = ((point - 0xd800) << 10) + next - 0xdc00 + 0x10000;
          units = 2;
        } else {
          point = 0xfffd;
        }
      }
      const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (written + size > limit) {
        break;
      }
      if (size === 1) {
        bytes[written++] = point;
      } else {
        bytes[written++] = (0xf00 >> size) & 0xff | (point >> (6 * (size - 1)));
        for (let shift = 6 * (size - 2); shift >= 0; shift -= 6) {
          bytes[written++] = 0x80 | ((point >> shift) & 63);
        }
      }
      read += units;
    }
    return { read, written };
  }

  function encodedSize(text) {
    const code = apply(bind, charCodeAt, [text]);
    let size = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = code(i);
      if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length && (code(i + 1) & 0xfc00) === 0xdc00) {
        size += 4;
        i++;
      } else {
        size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
      }
    }
    return size;
  }

  class TextEncoder {
    get encoding() {
      return "utf-8";
    }
    encode(input = "") {
      return encodeAll(`${input}`);
    }
    encodeInto(source, destination) {
      if (apply(typedTag, destination, []) !== "Uint8Array") {
        throw new TypeErrorOf("encodeInto: the destination should be a Uint8Array");
      }
      return encodeInto(`${source}`, destination, apply(typedLength, destination, []));
    }
  }

  function flag(options, name) {
    return typeof options === "object" && options !== null && !!options[name];
  }

  class TextDecoder {
    #fatal;
    #ignoreBOM;
    #state;
    constructor(label = "utf-8", options) {
      if (apply(exec, UTF8, [apply(toLowerCase, `${label}`, [])]) === null) {
        throw new RangeErrorOf(`TextDecoder: the encoding '${label}' is not supported`);
      }
      this.#fatal = flag(options, "fatal");
      this.#ignoreBOM = flag(options, "ignoreBOM");
    }
    get encoding() {
      return "utf-8";
    }
    get fatal() {
      return this.#fatal;
    }
    get ignoreBOM() {
      return this.#ignoreBOM;
    }
    decode(input, options) {
      const bytes = input === undefined ? new BytesOf(0) : bytesOf(input);
      const state = this.#state || start(this.#ignoreBOM);
      const stream = flag(options, "stream");
      this.#state = undefined;
      const text = decode(state, bytes, this.#fatal, stream);
      if (stream) {
        this.#state = state;
      }
      return text;
    }
  }

  // A character of which bytes are still needed, and whether a byte order mark is text by now.
  function start(bom) {
    return { __proto__: null, point: 0, needed: 0, low: 0x80, high: 0xbf, bom };
  }

  function decode(state, bytes, fatal, stream) {
    const size = apply(typedLength, bytes, []);
    const parts = bare([]);
    let block = bare([]);
    let count = 0;

    function emit(point) {
      if (!state.bom) {
        state.bom = true;
        if (point === 0xfeff) {
          return;
        }
      }
      if (point > 0xffff) {
        block[count++] = 0xd800 + ((point - 0x10000) >> 10);
        block[count++] = 0xdc00 + (point & 0x3ff);
      } else {
        block[count++] = point;
      }
      if (count >= BLOCK) {
        flush();
      }
    }

    function flush() {
      parts[parts.length] = apply(fromCharCode, undefined, block);
      block = bare([]);
      count = 0;
    }

    function malformed() {
      if (fatal) {
        throw new TypeErrorOf("TextDecoder: the data is not valid UTF-8");
      }
      emit(0xfffd);
    }

    for (let i = 0; i < size; i++) {
      const byte = bytes[i];
      if (state.needed > 0) {
        if (byte >= state.low && byte <= state.high) {
          state.low = 0x80;
          state.high = 0xbf;
          state.point = (state.point << 6) | (byte & 63);
          if (--state.needed === 0) {
            emit(state.point);
          }
          continue;
        }
        state.needed = 0;
        state.low = 0x80;
        state.high = 0xbf;
        malformed();
      }
      if (byte < 0x80) {
        emit(byte);
      } else if (byte < 0xc2 || byte > 0xf4) {
        malformed();
      } else {
        begin(state, byte);
      }
    }
    if (!stream && state.needed > 0) {
      malformed();
    }
    flush();
    return apply(join, parts, [""]);
  }

  function begin(state, byte) {
    if (byte < 0xe0) {
      state.needed = 1;
      state.point = byte & 31;
    } else if (byte < 0xf0) {
      state.needed = 2;
      state.point = byte & 15;
      state.low = byte === 0xe0 ? 0xa0 : 0x80;
      state.high = byte === 0xed ? 0x9f : 0xbf;
    } else {
      state.needed = 3;
      state.point = byte & 7;
      state.low = byte === 0xf0 ? 0x90 : 0x80;
      state.high = byte === 0xf4 ? 0x8f : 0xbf;
    }
  }

  function provide(name, Class) {
    defineProperty(Class.prototype, toStringTag, { __proto__: null, value: name, configurable: true });
    if (getOwnPropertyDescriptor(G, name) === undefined) {
      install(G, name, Class);
    }
  }

  provide("TextEncoder", TextEncoder);
  provide("TextDecoder", TextDecoder);

  function encodeAll(text) {
    const size = encodedSize(text);
    const bytes = new BytesOf(size);
    encodeInto(text, bytes, size);
    return bytes;
  }

  return { __proto__: null, encode: encodeAll, decode: (bytes) => decode(start(true), bytes, false, false) };
})
