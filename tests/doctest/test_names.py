"""Which names a script needs from outside."""

from __future__ import annotations

import json
import os

import _quickjs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jshost import Host
from jshost.doctest.names import KNOWN, PROGRAM, Script, free_names, is_name
from tests.framework.conftest import Program, program

__all__ = ["program"]  # a fixture

EXAMPLES = int(os.environ.get("JSHOST_FUZZ_EXAMPLES", "200"))


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        # uses and properties
        ("a", "a"), ("a.b.c", "a"), ("a[b]", "a b"), ("a?.b?.(c)", "a c"), ("a`${b}`", "a b"),
        ("({ a: b, c, [d]: e, f() {}, get g() { return h }, ...i })", "b c d e h i"),
        ("({ 'a': b, 1: c })", "b c"), ("wx.a(b)", "b"), ("new A(b)", "A b"), ("a++", "a"),
        ("b += 1", "b"), ("delete a.b", "a"), ("`a`; 'b'; /c/", ""), ("a: for (;;) break a", ""),
        ("a\nb\na", "a b"), ("(a)", "a"), ("void a, b", "a b"), ("undefined + NaN", ""),
        # declarations
        ("var a; let b; const c = 1; a + b + c", ""), ("a(); var a", ""), ("a(); let a", ""),
        ("f(); function f() {}", ""), ("{ let a } a", "a"), ("{ var a } a", ""),
        ("if (1) { function f() {} } f()", ""), ("{ class A {} } A", "A"),
        ("function f() { var a } a", "a"), ("let a = b", "b"), ("let a = a", ""),
        ("function* f() { yield a }", "a"), ("async function f() { await a }", "a"),
        # destructuring
        ("const { a, b: c, d = e, [f]: g, ...h } = i; a; c; d; g; h", "e f i"),
        ("const { a: b } = c; a", "c a"), ("const { a: { b } } = c; b", "c"),
        ("const [a, , [b], c = d, ...e] = f; a; b; c; e", "d f"),
        # functions and parameters
        ("function f(a) { a; b }", "b"), ("(a) => a + b", "b"), ("a => a", ""), ("a => b", "b"),
        ("function f({ a, b: [c] }, d = e, ...g) { a; b; c; d; g }", "e b"),
        ("function f(a = b) { var b }", "b"), ("function f(a, b = a) {}", ""),
        ("var f = function g() { g }; g", "g"), ("function f() { arguments; this.a }", ""),
        ("arguments; this; new.target", ""), ("(function () { a })()", "a"),
        ("function f(a) { { a; let b } b }", "b"), ("({ a(b) { b; a } })", "a"),
        ("({ set a(b) { b } })", ""), ("async a => { for await (const b of a) b; b }", "b"),
        # classes
        ("class A extends B { c = d; #e = f; static g = A; h() { return this.#e } }", "B d f"),
        ("(class A { b() { A } }); A", "A"), ("class A { [b]() {} static { var c; c } }", "b"),
        ("class A { static { var b } } b", "b"), ("class A {} new A", ""),
        ("class A { constructor(a) { super(a); new.target } }", ""),
        # heads
        ("for (let a of b) a; a", "b a"), ("for (var a in b) a; a", "b"), ("for (a of b) a", "b"),
        ("for (let a = 0; a < b; a++) a; a", "b a"), ("for (const { a, b = c } of d) a + b", "c d"),
        ("for (a.b of c) d", "a c d"), ("switch (a) { case b: let c; c } c", "a b c"),
        ("try { a } catch (b) { b } finally { c } b", "a c b"), ("try {} catch ({ a }) { a }", ""),
        ("try {} catch { a }", "a"), ("with (a) { b }", "a"), ("do { let a } while (a)", "a"),
        # modules
        ("import a, { b as c, d } from 'm'; a; b; c; d", "b"), ("import * as a from 'm'; a", ""),
        ("import 'm'; import('n')", ""), ("export { a as b, c }", "a c"), ("export default a", "a"),
        ("export { a } from 'm'; export * from 'm'", ""), ("export const a = b; a", "b"),
        ("export default function f() { f; g }", "g"), ("export default class {}", ""),
        # assignments
        ("a = 1; a", ""), ("a = b", "b"), ("function f() { a = 1 } a", ""), ("a.b = 1", "a"),
        ("[a, b.c] = d; a", "b d"), ("({ a, b: c, d: e.f } = g)", "e g"), ("[a = b] = []", "b"),
        ("'use strict'; a = 1", "a"), ("import 'm'; a = 1", "a"), ("//b\n'use strict'\na = 1", "a"),
        ("a = 1; 'use strict'", ""), ("function f(a) { a = 1 }", ""),
        # typeof
        ("typeof a", ""), ("typeof a.b", "a"), ("typeof a === 'function' && a(b)", "b"),
        ("typeof (a, b)", "a b"), ("void typeof a; a", ""),
        # what is known
        ("wx.login(); console.log(Math, JSON, Promise, setTimeout)", ""),
        ("Page({}); App({}); Component({}); getApp(); require('a'); module.exports = 1", ""),
        ("window; process; requirePlugin('a')", "window process requirePlugin"),
    ],
)  # fmt: skip
def test_free_names(source: str, needs: str) -> None:
    assert list(free_names(Script(source))) == needs.split()


def test_names_stand_at_the_line_of_their_first_use() -> None:
    assert free_names(Script("let a\r\nb\n\n  c(b)\n\u2028d")) == {"b": 2, "c": 4, "d": 5}


def test_the_places_of_a_name() -> None:
    places = Script("a(); function f(a) { a } { a = 1 } a").names.free["a"]
    assert [(place.node.start_byte, place.role) for place in places] == [
        (0, "use"),
        (27, "assign"),
        (35, "use"),
    ]


@pytest.mark.parametrize(
    ("source", "piece"),
    [
        ("await a", "await"), ("for await (a of b) ;", "await"), ("return 1", "return"),
        ("this.a", "this"), ("a(() => this.b)", "this"), ("var a = this", "this"),
        ("a.b(this)", "this"), ("if (a) return", "return"), ("await a; return this", "await"),
        ("(function () { this.a; return 1 })()", ""), ("async () => await a", ""),
        ("({ a() { this.b } })", ""), ("class A { b = this }", ""), ("(function (a) {})(this)", ""),
        ("class A { static { this.a } }", ""), ("wx.login()", ""),
    ],
)  # fmt: skip
def test_what_has_no_meaning_outside_of_a_function(source: str, piece: str) -> None:
    assert Script(source).names.piece == piece


@pytest.mark.parametrize(
    ("source", "odd"),
    [
        ("a（b）", "line 1: no name: a（b）"), ("a\n({ b，c })", "line 2: no name: b，c"),
        ("a.b。", "line 1: no name: b。"), ("let 名字 = 1; a.值; $ü; \\u0061b; \\u{61}", ""),
        ("var a\u200d; #b in {}", ""), ("“a”", "line 1: no name: “a”"),
    ],
)  # fmt: skip
def test_names_that_are_none(source: str, odd: str) -> None:
    assert Script(source).names.odd == odd


def test_markup_is_told() -> None:
    assert Script("a = <b c={d}/>").names.has_markup
    assert Script("a = <b>c</b>").names.has_markup
    assert not Script("a < b > c").names.has_markup


def test_half_a_surrogate_pair_does_not_matter() -> None:
    assert free_names(Script("a('\ud800'); b")) == {"a": 1, "b": 1}


# -- what a guest has anyway -----------------------------------------------------------------------

OURS = {
    *("__fuse", "InternalError"),
    # Of quickjs-ng alone; examples that use them would not run on a phone.
    *("AsyncDisposableStack", "DOMException", "DisposableStack", "Float16Array", "Iterator"),
    *("SuppressedError", "atob", "btoa"),
}
"""What the engine has that no platform has."""


def test_every_global_of_a_guest_is_known(make_host: type[Host]) -> None:
    found = make_host().eval("Object.getOwnPropertyNames(globalThis).join()")
    assert set(found.split(",")) - OURS - set(KNOWN) == set()


def test_every_known_name_is_a_guest_s(program: Program) -> None:
    tests = ",".join(f"{name}: typeof {name}" for name in KNOWN)
    host = program({"pages/a/a.js": f"console.log(JSON.stringify({{{tests}}})); Page({{}})"})
    found = {name for name in KNOWN if f'"{name}":"undefined"' in host.console[0].message}
    assert found == {"undefined"}


def test_a_script_has_no_names_of_programs(make_host: type[Host]) -> None:
    host = make_host()
    assert [name for name in PROGRAM if host.eval(f"typeof {name}") != "undefined"] == []


# -- against the engine ----------------------------------------------------------------------------

NAMES = st.sampled_from("abcd")
PATTERNS = st.one_of(
    NAMES,
    st.builds("{{ {}, w: {} = {}, ['y']: [{}] }}".format, NAMES, NAMES, NAMES, NAMES),
    st.builds("[{}, ...[{}]]".format, NAMES, NAMES),
)
# All of it runs, so that each name is looked up.
STATEMENTS = st.recursive(
    st.one_of(
        st.builds("{};".format, NAMES),
        st.builds("{} = {};".format, NAMES, NAMES),
        st.builds("[{}] = {};".format, NAMES, NAMES),
        st.builds("({{ {}, x: {} }} = {});".format, NAMES, NAMES, NAMES),
        st.builds("var {} = {};".format, PATTERNS, NAMES),
        st.builds("x.y = {{ {}, z: {} }};".format, NAMES, NAMES),
    ),
    lambda inner: st.one_of(
        st.builds("{{ {} let {} = x; {} }}".format, inner, PATTERNS, inner),
        st.builds("for (const {} of {}) {{ {} }}".format, PATTERNS, NAMES, inner),
        st.builds("for (var {} of x) {{ {} }}".format, PATTERNS, inner),
        st.builds("{{ function {0}({1}) {{ {2} }} {0}(x); }}".format, NAMES, PATTERNS, inner),
        st.builds("(function {}({} = {}) {{ {} }})();".format, NAMES, NAMES, NAMES, inner),
        st.builds("(({}) => {{ {} }})(x);".format, PATTERNS, inner),
        st.builds("try {{ throw x }} catch ({}) {{ {} }}".format, PATTERNS, inner),
        st.builds("class {} {{ static z = {}; static [{}] = x }}".format, NAMES, NAMES, NAMES),
        st.builds("({{ {0}({1}) {{ {2} }} }}).{0}(x);".format, NAMES, NAMES, inner),
        st.builds("switch (x) {{ default: let {} = {}; {} }}".format, NAMES, NAMES, inner),
        st.builds("{} {}".format, inner, inner),
    ),
    max_leaves=8,
)

# What is looked up in the object of a `with` statement is free in the function inside of it. Its
# values can be taken apart, gone through, called and written to.
LOOKED_UP = """
(function () {
  const seen = new Set(), all = () => all;
  all[Symbol.iterator] = function* () { yield all; yield all };
  for (const name of "abcdxyz") all[name] = all;
  const names = new Proxy({}, {
    has(_, name) { if (typeof name === "string") seen.add(name); return true },
    get(_, name) { return name === Symbol.unscopables ? undefined : all },
    set() { return true },
  });
  let done = true;
  try {
    new Function("names", `with (names) { (function () { %s })() }`)(names);
  } catch (error) {
    done = false;
  }
  return JSON.stringify([done, [...seen].sort().join("")]);
})()
"""


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@example("var a = a; b = c; { function d() {} } d;")
@given(STATEMENTS)
def test_the_engine_looks_up_the_same_names(source: str) -> None:
    done, seen = json.loads(_quickjs.Context().eval(LOOKED_UP % source))
    free = "".join(sorted(Script(source).names.free))
    assert set(seen) <= set(free)
    if done:
        assert seen == free


DEEP = 12_000


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (f"{'{a;' * DEEP}", 1), (f"{'(' * DEEP}a{')' * DEEP}", 1), (f"{'a(' * DEEP}", 1),
        ("".join(f"{{ let a{n}; b{n};" for n in range(3_000)), 3_000),
        ("".join(f"function a{n}(b{n}) {{ c{n};" for n in range(2_000)) + "}" * 2_000, 2_000),
        (f"{'a=>' * DEEP}b", 1), (f"{'[' * DEEP}", 0), (f"{'!' * DEEP}a", 1),
        (f"a{'.b' * DEEP}", 1), (f"a{'+a' * DEEP}", 1), (f"{'class A { a = ' * 3_000}", 0),
        (f"let {'[' * DEEP}a{']' * DEEP} = b; a", 1), (f"{'`${' * DEEP}a", 0),
    ],
    ids=range(13),
)  # fmt: skip
def test_deep_scripts(source: str, count: int) -> None:
    names = free_names(Script(source))
    assert len(names) == count or not count


def test_what_is_a_name() -> None:
    assert all(is_name(word) for word in ("a", "$", "_1", "名", "#a", "\\u0061", "\\u{61}b"))
    assert not any(is_name(word) for word in ("“a”", "，", "a：b", "1a", "😀"))
