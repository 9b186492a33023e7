// chunk date for Date
// Date on the host's clock, and with V8's reading of date strings: QuickJS takes little more than the ISO forms, while
// mini programs pass "2024/01/02 03:04" and "Jan 2, 2024" about. The parser follows V8's dateparser step by step: first
// the ISO form (a date alone is UTC), then a lenient one (local time unless a zone is given).
(function (host) {
  "use strict";
  const {
    G, apply, bare, charCodeAt, config, construct, dateNow, dateParse, dateToString, dateUTC, defineProperty, floor,
    getTime, install, now, slice, toLowerCase, toPrimitive, DateOf, StringOf, TypeErrorOf,
  } = host;
  const native = { __proto__: null, Date: DateOf };
  if (!config.virtual && dateParse("2024/01/02 03:04:05") > 0) {
    return native;
  }

  const MONTHS = {
    __proto__: null, jan: 1, feb: 2, mar: 3, apr: 4, may: 5, jun: 6, jul: 7, aug: 8, sep: 9, oct: 10, nov: 11, dec: 12,
  };
  const ZONES = {
    __proto__: null, z: 0, ut: 0, utc: 0, gmt: 0, cdt: -5, cst: -6, edt: -4, est: -5, mdt: -6, mst: -7, pdt: -7,
    pst: -8,
  };
  const YEARS_400 = 146097 * 86400000;

  // -- tokens: numbers, month, zone, half (of the day), T, other words, space, end, and the signs by themselves -----

  function isDigit(code) {
    return code >= 48 && code <= 57;
  }

  function isSpace(code) {
    return (code >= 9 && code <= 13) || code === 32 || code === 0xa0 || code === 0x202f || code === 0x3000 ||
      code === 0xfeff;
  }

  function token(kind, number, length) {
    return { __proto__: null, kind, number, length };
  }

  function wordToken(text) {
    const word = apply(toLowerCase, text, []);
    const month = MONTHS[apply(slice, word, [0, 3])];
    if (month !== undefined) {
      return token("month", month, word.length);
    }
    if (ZONES[word] !== undefined) {
      return token("zone", ZONES[word], word.length);
    }
    return word === "am" || word === "pm"
      ? token("half", word === "pm" ? 12 : 0, 2)
      : token(word === "t" ? "T" : "word", 0, word.length);
  }

  function tokenize(text) {
    const tokens = bare([]);
    const code = (i) => (i < text.length ? apply(charCodeAt, text, [i]) : -1);
    for (let at = 0; at < text.length;) {
      const from = at;
      const first = code(at++);
      if (isDigit(first)) {
        let number = first - 48;
        for (; isDigit(code(at)); at++) {
          number = number < 1e8 ? number * 10 + code(at) - 48 : number;
        }
        tokens[tokens.length] = token("number", number, at - from);
      } else if (isSpace(first)) {
        while (isSpace(code(at))) {
          at++;
        }
        tokens[tokens.length] = token("space", 0, at - from);
      } else if (first >= 65) {
        while (code(at) >= 65 && !isSpace(code(at))) {
          at++;
        }
        tokens[tokens.length] = wordToken(apply(slice, text, [from, at]));
      } else if (first === 40) {
        for (let open = 1; open > 0 && at < text.length; at++) {
          open += code(at) === 40 ? 1 : code(at) === 41 ? -1 : 0;
        }
        tokens[tokens.length] = token("?", 0, 0);
      } else {
        const known = first === 58 || first === 45 || first === 43 || first === 46 || first === 41;
        tokens[tokens.length] = token(known ? text[from] : "?", 0, 1);
      }
    }
    tokens[tokens.length] = token("end", 0, 0);
    return tokens;
  }

  // -- the parser --------------------------------------------------------------------------------------------------

  function between(number, low, high) {
    return number >= low && number <= high;
  }

  function milliseconds({ number, length }) {
    const digits = length > 9 ? 9 : length;
    return floor(number * 10 ** (3 - digits));
  }

  function parse(text) {
    const tokens = tokenize(text);
    const state = {
      __proto__: null, tokens, at: 0, day: bare([]), time: bare([]), month: 0, iso: false, half: -1,
      sign: 0, zoneHour: -1, zoneMinute: -1,
    };
    // A date that is nearly ISO goes on as a lenient one, with what was read so far; a slip after the T is final.
    const result = readISO(state);
    if (result === false || (result === undefined && !readLenient(state))) {
      return NaN;
    }
    return compose(state);
  }

  function peek(state) {
    return state.tokens[state.at];
  }

  function skip(state, kind) {
    if (peek(state).kind !== kind) {
      return false;
    }
    state.at++;
    return true;
  }

  // Take a number of exactly `length` digits in a range, or return -1.
  function fixed(state, length, low, high) {
    const next = peek(state);
    if (next.kind !== "number" || next.length !== length || !between(next.number, low, high)) {
      return -1;
    }
    state.at++;
    return next.number;
  }

  // True when the whole text was ISO, false when it can be no date, undefined when the lenient form goes on.
  function readISO(state) {
    const { day, time, tokens } = state;
    const sign = peek(state).kind === "-" ? -1 : peek(state).kind === "+" ? 1 : 0;
    if (sign !== 0) {
      const next = tokens[1];
      if (next.kind !== "number" || next.length !== 6 || (sign < 0 && next.number === 0)) {
        return undefined;
      }
      state.at = 2;
      day[0] = sign * next.number;
    } else {
      const year = fixed(state, 4, 0, 9999);
      if (year < 0) {
        return undefined;
      }
      day[0] = year;
    }
    if (skip(state, "-")) {
      if ((day[1] = fixed(state, 2, 1, 12)) < 0) {
        return unread(day);
      }
      if (skip(state, "-") && (day[2] = fixed(state, 2, 1, 31)) < 0) {
        return unread(day);
      }
    }
    if (skip(state, "T")) {
      if (!readISOTime(state, time) || peek(state).kind !== "end") {
        return false;
      }
    } else if (peek(state).kind !== "end") {
      return undefined;
    } else {
      setZone(state, 1, 0, 0);
    }
    state.iso = true;
    return true;
  }

  function unread(fields) {
    fields.length--;
    return undefined;
  }

  function readISOTime(state, time) {
    time[0] = fixed(state, 2, 0, 24);
    const last = time[0] === 24 ? 0 : 59;
    if (time[0] < 0 || !skip(state, ":") || (time[1] = fixed(state, 2, 0, last)) < 0) {
      return false;
    }
    if (skip(state, ":")) {
      if ((time[2] = fixed(state, 2, 0, last)) < 0) {
        return false;
      }
      if (skip(state, ".")) {
        if (peek(state).kind !== "number" || (last === 0 && peek(state).number > 0)) {
          return false;
        }
        time[3] = milliseconds(peek(state));
        state.at++;
      }
    }
    const next = peek(state);
    if (next.kind === "zone" && next.length === 1) {
      state.at++;
      setZone(state, 1, 0, 0);
    } else if (next.kind === "+" || next.kind === "-") {
      state.at++;
      state.sign = next.kind === "+" ? 1 : -1;
      const both = fixed(state, 4, 0, 2359);
      if (both >= 0) {
        setZone(state, state.sign, floor(both / 100), both % 100);
        return both % 100 < 60;
      }
      if ((state.zoneHour = fixed(state, 2, 0, 23)) < 0 || !skip(state, ":")) {
        return false;
      }
      return (state.zoneMinute = fixed(state, 2, 0, 59)) >= 0;
    }
    return true;
  }

  function setZone(state, sign, hour, minute) {
    state.sign = sign;
    state.zoneHour = hour;
    state.zoneMinute = minute;
  }

  function expects(time, number) {
    return (time.length === 1 || time.length === 2) ? number < 60 : time.length === 3 && number < 1000;
  }

  function finish(time, number) {
    time[time.length] = number;
    while (time.length < 4) {
      time[time.length] = 0;
    }
  }

  function readLenient(state) {
    state.hasNumber = state.day.length > 0;
    for (; peek(state).kind !== "end";) {
      const next = peek(state);
      state.at++;
      switch (next.kind) {
        case "number":
          state.hasNumber = true;
          if (!readNumber(state, next.number)) {
            return false;
          }
          break;
        case "+":
        case "-":
          if (state.time.length > 0 || (state.zoneHour === 0 && state.zoneMinute === 0)) {
            if (!readOffset(state, next.kind === "+" ? 1 : -1)) {
              return false;
            }
          } else if (state.hasNumber) {
            return false;
          }
          break;
        case ")":
          if (state.hasNumber) {
            return false;
          }
          break;
        case "half":
        case "month":
        case "zone":
        case "T":
        case "word":
          if (!readWord(state, next)) {
            return false;
          }
      }
    }
    return true;
  }

  function readNumber(state, number) {
    const { day, time } = state;
    if (skip(state, ":")) {
      if (skip(state, ":")) {
        if (time.length > 0) {
          return false;
        }
        time[0] = number;
        time[1] = 0;
        return true;
      }
      if (time.length === 4) {
        return false;
      }
      time[time.length] = number;
      skip(state, ".");
      return true;
    }
    if (peek(state).kind === "." && expects(time, number)) {
      state.at++;
      time[time.length] = number;
      if (peek(state).kind !== "number") {
        return false;
      }
      finish(time, milliseconds(peek(state)));
      state.at++;
      return true;
    }
    skip(state, ".");
    if (state.zoneHour >= 0 && state.zoneMinute < 0 && number < 60) {
      state.zoneMinute = number;
      return true;
    }
    if (expects(time, number)) {
      finish(time, number);
      const { kind, length } = peek(state);
      return kind === "end" || kind === "space" || kind === "+" || kind === "-" || (kind === "zone" && length === 1);
    }
    if (day.length === 3) {
      return false;
    }
    day[day.length] = number;
    skip(state, "-");
    return true;
  }

  function readWord(state, next) {
    if (next.kind === "half" && state.time.length > 0) {
      state.half = next.number;
    } else if (next.kind === "month") {
      state.month = next.number;
      skip(state, "-");
    } else if (next.kind === "zone" && state.hasNumber) {
      setZone(state, next.number < 0 ? -1 : 1, next.number < 0 ? -next.number : next.number, 0);
    } else {
      // Other words may stand before the first number only.
      return !state.hasNumber && peek(state).kind !== "number";
    }
    return true;
  }

  function readOffset(state, sign) {
    const { kind, number, length } = peek(state);
    state.hasNumber = true;
    if (kind === "number") {
      state.at++;
    }
    if (peek(state).kind === ":") {
      setZone(state, sign, number, -1);
      return true;
    }
    if (kind !== "number" || length > 4) {
      return false;
    }
    setZone(state, sign, length < 3 ? number : floor(number / 100), length < 3 ? 0 : number % 100);
    return true;
  }

  function inOrder(year, month, date) {
    return { __proto__: null, year, month, date };
  }

  function readFields({ day, month, iso }) {
    while (day.length < 3) {
      day[day.length] = 1;
    }
    const isDay = between(day[0], 1, 31);
    if (month > 0) {
      return isDay ? inOrder(day[1], month, day[0]) : inOrder(day[0], month, day[1]);
    }
    return iso || !isDay ? inOrder(day[0], day[1], day[2]) : inOrder(day[2], day[0], day[1]);
  }

  function compose(state) {
    const { day, time } = state;
    if (day.length === 0) {
      return NaN;
    }
    const fields = readFields(state);
    if (!state.iso && between(fields.year, 0, 99)) {
      fields.year += fields.year < 50 ? 2000 : 1900;
    }
    finish(time, 0);
    let hour = time[0];
    if (state.half >= 0) {
      if (hour > 12) {
        return NaN;
      }
      hour = (hour % 12) + state.half;
    }
    const midnight = hour === 24 && time[1] + time[2] + time[3] === 0;
    if (!between(fields.month, 1, 12) || !between(fields.date, 1, 31) || (hour > 23 && !midnight) || time[1] > 59 ||
      time[2] > 59 || time[3] > 999) {
      return NaN;
    }
    // The years 0 to 99 would be taken for 1900 to 1999.
    const shift = between(fields.year, 0, 99) ? 400 : 0;
    const year = fields.year + shift;
    let value = state.sign === 0
      ? apply(getTime, new DateOf(year, fields.month - 1, fields.date, hour, time[1], time[2], time[3]), [])
      : dateUTC(year, fields.month - 1, fields.date, hour, time[1], time[2], time[3]);
    if (state.sign !== 0) {
      const minutes = (state.zoneHour > 0 ? state.zoneHour * 60 : 0) + (state.zoneMinute > 0 ? state.zoneMinute : 0);
      value -= state.sign * minutes * 60000;
    }
    value -= shift === 0 ? 0 : YEARS_400;
    return between(value, -864e13, 864e13) ? value : NaN;
  }

  // -- the constructor ---------------------------------------------------------------------------------------------

  function current() {
    return config.virtual ? floor(now()) : dateNow();
  }

  function isObject(value) {
    return typeof value === "function" || (typeof value === "object" && value !== null);
  }

  // What a Date makes of its only argument: a time, or anything that becomes one by ToNumber.
  function timeOf(value) {
    if (isObject(value)) {
      try {
        return apply(getTime, value, []);
      } catch (_) {
        value = primitive(value);
      }
    }
    return typeof value === "string" ? parse(value) : value;
  }

  function primitive(value) {
    const exotic = value[toPrimitive];
    if (exotic !== undefined && exotic !== null) {
      const result = apply(exotic, value, ["default"]);
      if (isObject(result)) {
        throw new TypeErrorOf("Cannot convert object to primitive value");
      }
      return result;
    }
    const convert = value.valueOf;
    const result = typeof convert === "function" ? apply(convert, value, []) : value;
    return isObject(result) ? StringOf(value) : result;
  }

  function Date(year, month, date, hours, minutes, seconds, ms) {
    if (new.target === undefined) {
      return apply(dateToString, new DateOf(current()), []);
    }
    const count = arguments.length;
    return construct(DateOf, count === 0 ? [current()] : count === 1 ? [timeOf(year)] : arguments, new.target);
  }

  defineProperty(Date, "prototype", { __proto__: null, value: DateOf.prototype, writable: false });
  install(Date.prototype, "constructor", Date);
  const statics = {
    now() {
      return current();
    },
    parse(string) {
      return parse(StringOf(string));
    },
  };
  install(Date, "now", statics.now);
  install(Date, "parse", statics.parse);
  install(Date, "UTC", dateUTC);
  install(G, "Date", Date);
  return native;
})
