"""console beyond one plain line: how values are shown, and that no guest can break it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host

Run = Callable[..., Host]
Said = Callable[[Host], list[str]]


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("{ a: [1], b: 'it\\'s' }", """{ a: [ 1 ], b: "it's" }"""),
        ("[1, , , 'x', undefined, null]", "[ 1, <2 empty items>, 'x', undefined, null ]"),
        ("[-0, 1n, Symbol('s'), NaN, true]", "[ -0, 1n, Symbol(s), NaN, true ]"),
        ("function f() {}", "[Function: f]"),
        ("(() => () => {})()", "[Function (anonymous)]"),
        ("class A {}", "[class A]"),
        ("class B extends Array {}", "[class B extends Array]"),
        ("async () => {}", "[AsyncFunction (anonymous)]"),
        ("function* g() {}", "[GeneratorFunction: g]"),
        ("Object.assign(function f() {}, { a: 1 })", "[Function: f] { a: 1 }"),
        ("Object.create(null)", "[Object: null prototype] {}"),
        ("new (class Foo { a = 1 })()", "Foo { a: 1 }"),
        ("new (class Foo { get [Symbol.toStringTag]() { return 'Map' } })()", "Foo [Map] {}"),
        ("new Map([['a', { b: 1 }]])", "Map(1) { 'a' => { b: 1 } }"),
        ("new Set([1, 'x'])", "Set(2) { 1, 'x' }"),
        ("new WeakMap()", "WeakMap { <items unknown> }"),
        ("[new Date(0), new Date(NaN)]", "[ 1970-01-01T00:00:00.000Z, Invalid Date ]"),
        ("[/a+/gi]", "[ /a+/gi ]"),
        (
            "[Object(1), Object('s'), Object(true)]",
            "[ [Number: 1], [String: 's'], [Boolean: true] ]",
        ),
        ("new Uint8Array(2)", "Uint8Array(2) [ 0, 0 ]"),
        ("new ArrayBuffer(3)", "ArrayBuffer { byteLength: 3 }"),
        ("new SharedArrayBuffer(3)", "SharedArrayBuffer { byteLength: 3 }"),
        ("Promise.resolve(1)", "Promise {}"),
        ("new Proxy({ a: 1 }, {})", "{ a: 1 }"),
        ("[new Proxy({}, { ownKeys() { throw 1 } })]", "[ [Throws] ]"),
        ("{ get a() { throw 1 } }", "{ a: [Getter] }"),
        (
            "{ set a(x) {}, get b() { return 1 }, set b(x) {} }",
            "{ a: [Setter], b: [Getter/Setter] }",
        ),
        ("{ [Symbol('k')]: 1, 'a-b': 2 }", "{ 'a-b': 2, [Symbol(k)]: 1 }"),
        ("(() => { const o = {}; o.o = o; return o })()", "<ref *1> { o: [Circular *1] }"),
        ("{ n: '\\n\\x01\\\\' }", "{ n: '\\n\\x01\\\\' }"),
        ("['\\ud800', '😀']", "[ '\\ud800', '😀' ]"),
        ("{ a: 'x'.repeat(2010) }", "{\n  a: '" + "x" * 2000 + "'… 10 more characters\n}"),
        ("(function () { return arguments })(1, 2)", "[Arguments] [ 1, 2 ]"),
        ("new Array(4294967295)", "[ <4294967295 empty items> ]"),
        ("[[[[[[[]]]]]]]", "[\n  [\n    [ [ [ [Array] ] ] ]\n  ]\n]"),
        (
            "{ name: 'a long name for this', other: 'another long value', third: 'and a third' }",
            (
                "{\n  name: 'a long name for this',\n  other: 'another long value',\n"
                "  third: 'and a third'\n}"
            ),
        ),
    ],
)
def test_values(run_js: Run, said: Said, expression: str, shown: str) -> None:
    assert said(run_js(f"console.log(({expression}))")) == [shown]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("'a', 'b', 1, { s: 's' }", "a b 1 { s: 's' }"),
        ("'%s is %d%%', 'x', 4.5, 'rest'", "x is 4.5% rest"),
        ("'%i %f %j', '42px', '1.5z', { a: 1 }", '42 1.5 {"a":1}'),
        ("'%o %O %cred', [1], { b: 2 }, 'color: red'", "[ 1 ] { b: 2 } red"),
        ("'%s', { toString() { return 'T' } }", "T"),
        ("'%s', { a: { b: 1 } }", "{ a: [Object] }"),
        ("'%s %s', null", "null %s"),
        ("'100%'", "100%"),
        ("'100%', 1", "100% 1"),
        ("'%x', 1", "%x 1"),
        ("'%d %d %d', 1n, Symbol('s'), {}", "1n NaN NaN"),
        ("'%j', (() => { const o = {}; o.o = o; return o })()", "[Circular]"),
        ("", ""),
        ("1, '%s'", "1 %s"),
    ],
)
def test_format(run_js: Run, said: Said, arguments: str, text: str) -> None:
    assert said(run_js(f"console.log({arguments})")) == [text]


def test_an_error_is_its_stack_with_its_own_fields(run_js: Run, said: Said) -> None:
    (text,) = said(
        run_js(
            "class MyError extends Error {}\n"
            "const error = new MyError('boom'); error.code = 3\n"
            "Object.defineProperty(error, 'cause', { value: new TypeError('why') })\n"
            "console.log(error)"
        )
    )
    lines = text.split("\n")
    assert lines[0] == "MyError: boom"
    assert lines[1].startswith("    at ")
    assert "test.js:2" in text
    assert "<input>" not in text
    assert "  code: 3," in lines
    assert "  [cause]: TypeError: why" in lines


def test_many_items_are_counted(run_js: Run, said: Said) -> None:
    host = run_js(
        "const list = Array.from({ length: 103 }, (_, i) => i)\n"
        "console.log(list); console.log(new Set(list)); console.log(new Map(list.map((i) =>"
        " [i, i])))\n"
        "console.log(Object.fromEntries(list.map((i) => ['k' + i, i])))"
    )
    endings = [text.split("\n")[-2].strip() for text in said(host)]
    assert endings == ["… 3 more items"] * 3 + ["… 3 more properties"]


@pytest.mark.parametrize(
    "script",
    [
        "console.log('x'.repeat(100000))",
        "console.log('a', 'x'.repeat(100000))",
        "console.log(Array(100).fill(0).map(() => Array(100).fill('x'.repeat(1000))))",
    ],
)
def test_the_text_is_bounded(run_js: Run, said: Said, script: str) -> None:
    (text,) = said(run_js(script))
    assert 65_536 <= len(text) <= 65_600
    assert text.endswith(" characters in all)")


def test_large_values_take_no_long_time(run_js: Run, said: Said) -> None:
    host = run_js(
        "console.log(new Array(1e6).fill(1)); console.log(new Uint8Array(5e6))\n"
        "const sparse = [1]; sparse[4294967290] = 5; console.log(sparse)\n"
        "let deep = {}; for (let i = 0; i < 1e5; i++) deep = { deep }; console.log(deep)"
    )
    assert said(host)[2] == "[ 1, <4294967289 empty items>, 5 ]"
    assert len(said(host)) == 4


def test_groups_indent_what_follows(run_js: Run, said: Said) -> None:
    host = run_js(
        "console.group('G'); console.log('in\\nside'); console.groupCollapsed()\n"
        "console.log({ a: 1 }); console.groupEnd(); console.groupEnd(); console.groupEnd()\n"
        "console.log('out')"
    )
    assert said(host) == ["G", "  in\n  side", "    { a: 1 }", "out"]


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            "[{ a: 1, b: 'x' }, { c: true }]",
            [
                "┌─────────┬───┬─────┬──────┐",
                "│ (index) │ a │ b   │ c    │",
                "├─────────┼───┼─────┼──────┤",
                "│ 0       │ 1 │ 'x' │      │",
                "│ 1       │   │     │ true │",
                "└─────────┴───┴─────┴──────┘",
            ],
        ),
        (
            "{ x: '中文', y: 2 }",
            [
                "┌─────────┬────────┐",
                "│ (index) │ Values │",
                "├─────────┼────────┤",
                "│ x       │ '中文' │",
                "│ y       │ 2      │",
                "└─────────┴────────┘",
            ],
        ),
        (
            "new Map([['k', { z: 1 }]])",
            [
                "┌───────────────────┬─────┬──────────┐",
                "│ (iteration index) │ Key │ Values   │",
                "├───────────────────┼─────┼──────────┤",
                "│ 0                 │ 'k' │ { z: 1 } │",
                "└───────────────────┴─────┴──────────┘",
            ],
        ),
        (
            "[{ a: 1, b: 2 }], ['b']",
            [
                "┌─────────┬───┐",
                "│ (index) │ b │",
                "├─────────┼───┤",
                "│ 0       │ 2 │",
                "└─────────┴───┘",
            ],
        ),
        ("5", ["5"]),
    ],
)
def test_table(run_js: Run, said: Said, arguments: str, lines: list[str]) -> None:
    assert said(run_js(f"console.table({arguments})")) == ["\n".join(lines)]


def test_counters_and_stopwatches(run_js: Run, said: Said) -> None:
    host = run_js(
        "console.count(); console.count('x'); console.count(); console.countReset();"
        " console.count()\n"
        "console.time(); console.time('t')\n"
        "setTimeout(() => { console.timeLog('t', { a: 1 }); console.timeEnd('t');"
        " console.timeEnd('t') }, 12)"
    )
    assert said(host) == [
        *("default: 1", "x: 1", "default: 2", "default: 1"),
        *("t: 12ms { a: 1 }", "t: 12ms", "Warning: No such label 't' for console.timeEnd()"),
    ]


def test_stopwatch_on_the_real_clock(run_js: Run, said: Said) -> None:
    (text,) = said(run_js("console.time(); console.timeEnd()", clock="real"))
    assert float(text.removeprefix("default: ").removesuffix("ms")) < 1000


def test_levels(run_js: Run) -> None:
    host = run_js(
        "console.assert(1 === 1, 'no'); console.assert(false); console.assert(0, 'a %d', 5)\n"
        "console.assert('', { a: 1 }); console.warn(1); console.info(1); console.debug(1)\n"
        "console.dir({ a: { b: {} } }, { depth: 0 }); console.clear(); console.trace('here')"
    )
    assert [(record.level, record.message) for record in host.console][:-1] == [
        ("error", "Assertion failed"),
        ("error", "Assertion failed: a 5"),
        ("error", "Assertion failed: { a: 1 }"),
        *(("warn", "1"), ("info", "1"), ("debug", "1"), ("log", "{ a: [Object] }")),
    ]
    trace = host.console[-1]
    assert trace.level == "error"
    assert trace.message.startswith("Trace: here\n    at ")
    assert "test.js:3" in trace.message
    assert "<input>" not in trace.message


# Everything a guest can replace, replaced; a few values are made before.
_HOSTILE = """
const saved = [], sym = Symbol('k'), map = new Map([['a', { b: 1 }]]), set = new Set([1]), E = Error
const date = new Date(0), bytes = new Uint8Array(2), define = Reflect.defineProperty
const boom = () => { throw new E('evil') }
/* first */
for (const C of [Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Map, Set,
  WeakMap, Date, RegExp, Promise, Error, TypeError, ArrayBuffer, DataView, Uint8Array,
  Object.getPrototypeOf(Uint8Array), Reflect, JSON, Math]) {
  for (const target of [C.prototype, C]) {
    if (target) for (const key of Reflect.ownKeys(target)) saved.push([target, key])
  }
}
const evil = { __proto__: null, value: boom, configurable: true, writable: true }
const trap = { __proto__: null, get: boom, set: boom, configurable: true }
const [arrays, objects] = [Array.prototype, Object.prototype]
const names = { __proto__: null, 0: 'get', 1: 'set', 2: 'enumerable', 3: 'toJSON', 4: '$' }
for (let i = 0; i < saved.length; i++) {
  const key = saved[i][1]
  if (key !== 'name' && key !== 'length' && key !== 'constructor') define(saved[i][0], key, evil)
}
for (let i = 0; i < 200; i++) { define(arrays, i, trap); define(objects, i, trap) }
for (let i = 0; i < 5; i++) define(objects, names[i], trap)
globalThis.JSON = globalThis.Map = globalThis.Symbol = globalThis.Array = undefined
globalThis.Object = globalThis.Reflect = undefined
console.log({ a: [1], b: { c: "it's" }, [sym]: 1 })
console.log(map, set, [1, , 2], date, bytes, 5n, -0)
console.log('%s %d %o', 'a', 1, [1])
console.table([{ a: 1 }])
console.group('g'); console.log('x\\ny'); console.groupEnd()
console.count(); console.time(); console.timeEnd()
console.assert(0, 'a%s', 1); console.dir({ a: 1 })
console.log(new E('x').message)
"""


@pytest.mark.parametrize("first", ["", "console.log(1, 2)"], ids=["unloaded", "loaded"])
def test_a_guest_that_replaces_the_built_ins(run_js: Run, said: Said, first: str) -> None:
    host = run_js(_HOSTILE.replace("/* first */", first))
    assert host.errors == []
    assert said(host)[1 if first else 0 :] == [
        """{ a: [ 1 ], b: { c: "it's" }, [Symbol(k)]: 1 }""",
        (
            "Map(1) { 'a' => { b: 1 } } Set(1) { 1 } [ 1, <1 empty item>, 2 ] "
            "1970-01-01T00:00:00.000Z Uint8Array(2) [ 0, 0 ] 5n -0"
        ),
        "a 1 [ 1 ]",
        "┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘",
        *("g", "  x\n  y", "default: 1", "default: 0ms", "Assertion failed: a1", "{ a: 1 }", "x"),
    ]


@pytest.mark.parametrize(
    "freeze",
    [
        "Object.freeze(Array.prototype); Object.freeze(Object.prototype)",
        "delete globalThis.JSON; delete Array.prototype.join; delete Map.prototype.forEach",
        "Object.keys = Reflect.ownKeys = null; Array.prototype.push = () => { throw 1 }",
        "String.prototype.concat = () => 'evil'",
        "Object.defineProperty(Error, Symbol.hasInstance, { value() { throw 1 } })",
    ],
)
def test_console_survives(run_js: Run, said: Said, freeze: str) -> None:
    host = run_js(f"{freeze}\nconsole.log({{ a: [1] }}, new Map([[1, 2]]))")
    assert said(host) == ["{ a: [ 1 ] } Map(1) { 1 => 2 }"]


def test_a_proxy_that_calls_console_again(run_js: Run, said: Said) -> None:
    host = run_js(
        "console.log(new Proxy({ a: 1 }, { ownKeys(t) { console.log({ in: 1 }); return"
        " Reflect.ownKeys(t) } }))"
    )
    assert said(host) == ["{ in: 1 }", "{ a: 1 }"]


def test_long_texts_cross(run_js: Run, said: Said) -> None:
    """quickjs-ng puts them together as ropes, which its binding cannot read."""
    host = run_js(
        "const long = 'ab'.repeat(4000); console.log(long); console.log(long)\n"
        "wx.setStorageSync('k', long + long + long); console.log(wx.getStorageSync('k').length)"
    )
    assert said(host)[2] == "24000"
