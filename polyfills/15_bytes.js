// chunk bytes
// Bytes to base64 text and back, for the buffers of an API's options and results. One character at a time would be
// slow in an engine without string ropes: blocks are gathered and joined.
(function (host) {
  "use strict";
  const {
    apply, bare, bind, bufferSize, sharedSize, BufferOf, BytesOf, charCodeAt, fromCharCode, isView, join,
    typedBuffer, typedOffset, typedSize, typedTag, viewBuffer, viewOffset, viewSize,
  } = host;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const BLOCK = 3 * 2048;
  const codes = new BytesOf(64);
  const digits = new BytesOf(256);
  for (let i = 0; i < 64; i++) {
    codes[i] = apply(charCodeAt, ALPHABET, [i]);
    digits[codes[i]] = i;
  }
  // The URL-safe alphabet is read as well.
  digits[45] = 62;
  digits[95] = 63;

  function bytesOf(value) {
    if (!isView(value)) {
      let size;
      try {
        size = apply(bufferSize, value, []);
      } catch (_) {
        size = apply(sharedSize, value, []);
      }
      return new BytesOf(value, 0, size);
    }
    return apply(typedTag, value, []) === undefined
      ? new BytesOf(apply(viewBuffer, value, []), apply(viewOffset, value, []), apply(viewSize, value, []))
      : new BytesOf(apply(typedBuffer, value, []), apply(typedOffset, value, []), apply(typedSize, value, []));
  }

  function encode(value) {
    const bytes = bytesOf(value);
    const size = apply(typedSize, bytes, []);
    const parts = bare([]);
    for (let from = 0; from < size; from += BLOCK) {
      const end = from + BLOCK < size ? from + BLOCK : size;
      const text = bare([]);
      let count = 0;
      for (let i = from; i < end; i += 3) {
        // Past the end a typed array gives undefined, whatever its prototype holds; the shifts take it for 0.
        const three = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
        text[count++] = codes[three >> 18];
        text[count++] = codes[(three >> 12) & 63];
        text[count++] = i + 1 < end ? codes[(three >> 6) & 63] : 61;
        text[count++] = i + 2 < end ? codes[three & 63] : 61;
      }
      parts[from / BLOCK] = apply(fromCharCode, undefined, text);
    }
    return apply(join, parts, [""]);
  }

  function decode(text) {
    let length = text.length;
    while (length > 0 && text[length - 1] === "=") {
      length--;
    }
    const buffer = new BufferOf((length * 3) >> 2);
    const bytes = new BytesOf(buffer);
    // A bound function: no argument list is made for each of a million characters.
    const code = apply(bind, charCodeAt, [text]);
    const whole = length & ~3;
    let at = 0;
    let i = 0;
    while (i < whole) {
      const four =
        (digits[code(i++)] << 18) | (digits[code(i++)] << 12) | (digits[code(i++)] << 6) | digits[code(i++)];
      bytes[at++] = four >> 16;
      bytes[at++] = (four >> 8) & 255;
      bytes[at++] = four & 255;
    }
    if (length - whole > 1) {
      const rest = (digits[code(i)] << 18) | (digits[code(i + 1)] << 12);
      bytes[at++] = rest >> 16;
      if (length - whole === 3) {
        bytes[at] = ((rest | (digits[code(i + 2)] << 6)) >> 8) & 255;
      }
    }
    return buffer;
  }

  return { __proto__: null, encode, decode, bytesOf };
})
