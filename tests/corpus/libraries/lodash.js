const _ = require("lodash");
const fp = require("lodash/fp");
const kebabCase = require("lodash/kebabCase");

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function Shape() {
  this.a = 1;
}
Shape.prototype.b = 2;

module.exports = {
  version: () => _.VERSION,
  chunk: () => _.chunk([1, 2, 3, 4, 5], 2),
  flattenDeep: () => _.flattenDeep([1, [2, [3, [4]], 5]]),
  cloneDeep() {
    const source = { date: new Date(0), pattern: /a.b/gi, map: new Map([["k", { v: 1 }]]), set: new Set([1, 2]), list: [{}] };
    source.self = source;
    const copy = _.cloneDeep(source);
    return [
      copy !== source, copy.self === copy, copy.date.getTime(), `${copy.pattern}`, copy.map.get("k"),
      copy.map.get("k") !== source.map.get("k"), [...copy.set], copy.list[0] !== source.list[0],
      _.isEqual(source, copy),
    ];
  },
  clonesBytes: () => Array.from(_.cloneDeep(new Uint8Array([1, 2, 255]))),
  merge: () => _.merge({ a: [{ b: 2 }, { d: 4 }] }, { a: [{ c: 3 }, { e: 5 }] }),
  mergeIsSafe: () => _.merge({}, JSON.parse('{"__proto__":{"polluted":true}}')) && {}.polluted === undefined,
  get: () => [_.get({ a: [{ b: { c: 3 } }] }, "a[0].b.c"), _.get({}, "x.y", "none"), _.set({}, "a[0].b", 1)],
  groupBy: () => _.groupBy([6.1, 4.2, 6.3], Math.floor),
  sortBy: () => _.sortBy([{ n: "b", a: 2 }, { n: "a", a: 2 }, { n: "c", a: 1 }], ["a", "n"]).map((item) => item.n),
  orderBy: () => _.orderBy([1, 3, 2], [_.identity], ["desc"]),
  uniqWith: () => _.uniqWith([{ x: 1 }, { x: 2 }, { x: 1 }], _.isEqual),
  lazily: () => _(_.range(1000)).map((n) => n * n).filter((n) => n % 2).take(3).reverse().value(),
  curry: () => _.curry((a, b, c) => [a, b, c])(1)(_, 3)(2),
  partial: () => _.partialRight((a, b) => a - b, 1)(3),
  words: () => [_.camelCase("foo bar-baz"), _.snakeCase("fooBar"), kebabCase("Foo Bar"), _.startCase("--foo-bar--")],
  deburr: () => _.deburr("déjà vu"),
  emoji: () => [_.size("a😀b"), _.toArray("👨‍👩‍👧é"), _.truncate("日本語日本語", { length: 4 })],
  pad: () => [_.padStart("7", 3, "0"), _.pad("abc", 8, "_-"), _.repeat("ab", 2)],
  escape: () => [_.escape("<a & 'b'>"), _.unescape("&lt;b&gt;"), _.escapeRegExp("[a](b)")],
  tags: () => [
    _.isPlainObject(Object.create(null)), _.isArguments((function () { return arguments; })()), _.isMap(new Map()),
    _.isTypedArray(new Uint8Array(1)), _.isError(new TypeError("x")), _.isNative(Array.prototype.map),
    _.isFunction(async () => {}), _.isSymbol(Symbol("s")), _.isDate(new Date()), _.isWeakMap(new WeakMap()),
    _.isBuffer(new Uint8Array(1)), _.isElement({}),
  ],
  toPlainObject: () => _.toPlainObject(new Shape()),
  memoize() {
    let calls = 0;
    const twice = _.memoize((n) => (calls++, n * 2));
    return [twice(2), twice(2), calls, twice.cache.get(2)];
  },
  async debounce() {
    const calls = [];
    const debounced = _.debounce((n) => calls.push(n), 20, { maxWait: 1000 });
    debounced(1);
    debounced(2);
    await wait(100);
    debounced(3);
    debounced.cancel();
    debounced(4);
    debounced.flush();
    await wait(100);
    return calls;
  },
  async throttle() {
    const calls = [];
    const throttled = _.throttle((n) => calls.push(n), 50);
    throttled(1);
    throttled(2);
    throttled(3);
    await wait(200);
    return calls;
  },
  delay: () => new Promise((resolve) => _.delay(resolve, 5, "late")),
  defer: () => new Promise((resolve) => _.defer(resolve, "deferred")),
  random: () => _.every(_.times(100, () => _.random(1, 5)), (n) => n >= 1 && n <= 5),
  shuffle: () => _.shuffle([1, 2, 3]).length,
  fp: () => fp.flow(fp.map((n) => n + 1), fp.filter((n) => n > 2), fp.join("-"))([1, 2, 3]),
  template: () => _.template("hello <%= user %><% if (more) { %>!<% } %>")({ user: "fred", more: true }),
};
