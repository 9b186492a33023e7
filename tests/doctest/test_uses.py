"""Which APIs a script uses, as far as its text tells."""

from __future__ import annotations

import pytest

from jshost.doctest import names
from jshost.doctest.names import Script
from jshost.doctest.uses import Use, uses
from jshost.syntax import SyntaxFault


def told(source: str) -> str:
    """Return uses in short: `api()` for a call, `api?` where it is guarded."""
    return " ".join(
        f"{use.api}{'()' * use.called}{'?' * use.guarded}" for use in uses(Script(source))
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("wx.login()", "login()"), ("wx.login", "login"), ("wx['login']()", "login()"),
        ('wx["login"]', "login"), ("wx[login]()", ""), ("wx[`login`]()", ""), ("wx", ""),
        ("a(wx)", ""), ("a.wx.login()", ""), ("wx?.login()", "login()"), ("a(wx.login)", "login"),
        ("({ a: wx.login })", "login"), ("wx.env.USER_DATA_PATH", "env"), ("new wx.A()", "A"),
        ("wx.cloud.callFunction({})", "cloud"), ("wx.getSystemInfoSync().model",
        "getSystemInfoSync()"), ("wx.login().then(() => wx.request({}))", "login() request()"),
        ("const { a, b: c, d = 1, 'e': f, ...g } = wx", "a b d e"), ("({ a, b: c } = wx)", "a b"),
        ("const { a: { b } } = wx", "a"), ("const [a] = wx", ""), ("let a = wx; a.login()", ""),
        ("wx.a.b()", "a"), ("wx.#a()", ""),
        # Where wx is something else.
        ("function f(wx) { wx.a() } wx.b()", "b()"), ("var wx = {}; wx.a()", ""),
        ("wx.a(); { let wx; wx.b() }", "a()"), ("import wx from 'a'; wx.b()", ""),
        ("try { } catch (wx) { wx.a() }", ""), ("class wx { a() { wx.b() } }", ""),
        # What it adds itself is no API.
        ("wx.a = 1", ""), ("wx.a = wx.a || b", "a?"), ("wx.a = b; wx.a()", "a()?"),
        ("wx.a ||= b; wx.a()", "a()?"),
    ],
)  # fmt: skip
def test_uses(source: str, found: str) -> None:
    assert told(source) == found


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("wx.a({ b: 1, 'c': 2, d() {}, async e() {}, f, get g() {}, 1: 2 })", "b c d e f g 1"),
        ("wx.a({ /* b */ c: 1, // d\n })", "c"), ("wx.a({})", ""), ("wx?.a?.({ b: 1 })", "b"),
        ("wx['a']({ b: { c: 1 } })", "b"), ("wx.a({ b: 1 }, { c: 1 })", "b"),
        ("wx.a(/* b */ { c: 1 })", "c"), ("wx.a({ '名': 1 })", "名"),
    ],
)  # fmt: skip
def test_options(source: str, options: str) -> None:
    assert [use.options for use in uses(Script(source))] == [tuple(options.split())]


@pytest.mark.parametrize(
    "source",
    [
        "wx.a()", "wx.a(b)", "wx.a(b, { c: 1 })", "wx.a({ ...b })", "wx.a({ [b]: 1 })", "wx.a",
        "wx.a([])", "wx.a(() => ({ b: 1 }))", "wx.a({ b: 1, ...c })", "wx.a(...b)",
        "wx.a({ get [b]() { } })",
    ],
)  # fmt: skip
def test_options_that_are_not_known(source: str) -> None:
    assert [use.options for use in uses(Script(source))] == [None]


def test_lines() -> None:
    source = "\n  wx\n    .a({\n b: wx.c })\nconst {\n  d } = wx\n"
    assert [(use.api, use.line) for use in uses(Script(source))] == [("a", 3), ("c", 4), ("d", 6)]


def test_a_use_is_a_record() -> None:
    (use,) = uses(Script("wx.a && wx.b({ c: 1 })"))[1:]
    assert use == Use("b", 1, called=True, options=("c",), guarded=False)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        # A test is no fault by itself.
        ("if (wx.a) { }", "a?"), ("!!wx.a", "a?"), ("typeof wx.a", "a?"), ("wx.a ? 1 : 2", "a?"),
        ("b = wx.a || c", "a?"), ("b = wx.a ?? c", "a?"), ("wx.a === undefined", "a?"),
        ("b || wx.a", "a"), ("if (b || wx.a) { }", "a?"), ("while (!wx.a) { }", "a?"),
        ("return wx.a && b", "a?"), ("b = wx.a", "a"), ("if (wx.a()) { }", "a()"),
        ("if (wx.a.b) { }", "a"), ("if (wx.a == b) { }", "a?"),
        # What runs only where the API is there.
        ("if (wx.a) wx.a()", "a? a()?"), ("if (wx.a) { b(() => wx.a()) }", "a? a()?"),
        ("if (wx.a) { } else { wx.a() }", "a? a()"), ("if (wx.a) { wx.b() }", "a? b()"),
        ("if (!wx.a) { wx.a() }", "a? a()"), ("if (!wx.a) { } else { wx.a() }", "a? a()?"),
        ("if (wx.a) { } wx.a()", "a? a()"), ("wx.a && wx.a()", "a? a()?"),
        ("wx.a || wx.a()", "a? a()"), ("!wx.a || wx.a()", "a? a()?"), ("!wx.a && wx.a()",
        "a? a()"), ("wx.a ? wx.a() : wx.b()", "a? a()? b()"), ("wx.a && b && wx.a()", "a? a()?"),
        ("b && wx.a && wx.a()", "a? a()?"), ("(wx.a || b) && wx.a()", "a? a()"),
        ("if (wx.a && b) wx.a()", "a? a()?"), ("if (wx.a || b) wx.a()", "a? a()"),
        ("if (!(wx.a && b)) { } else wx.a()", "a? a()?"), ("if (!wx.a || b) wx.a()", "a? a()"),
        ("if (!wx.a || b) { } else { wx.a() }", "a? a()?"), ("while (wx.a) wx.a()", "a? a()?"),
        ("if (wx.a) { wx.a } wx['a']()", "a? a? a()"), ("wx.a?.()", "a()?"),
        ("if (((wx.a))) { wx.a() }", "a? a()?"),
        # typeof, comparisons, in
        ("if (typeof wx.a === 'function') wx.a()", "a? a()?"), ("if (typeof wx.a != 'b') wx.a()",
        "a? a()"), ("if (typeof wx.a !== 'undefined') wx.a()", "a? a()?"),
        ("if (typeof wx.a == 'undefined') { } else wx.a()", "a? a()?"),
        ("if (wx.a !== undefined) wx.a()", "a? a()?"), ("if (wx.a != null) wx.a()", "a? a()?"),
        ("if (null == wx.a) wx.a()", "a? a()"), ("if ('a' in wx) wx.a()", "a()?"),
        ("if (!('a' in wx)) wx.a()", "a()"), ("wx.a !== void 0 && wx.a()", "a? a()?"),
        # canIUse
        ("if (wx.canIUse('a')) wx.a()", "canIUse() a()?"), ("wx.canIUse('a') && wx.a()",
        "canIUse() a()?"), ("if (wx.canIUse('a.object.b')) wx.a({})", "canIUse() a()?"),
        ("if (!wx.canIUse('a')) wx.a()", "canIUse() a()"), ("if (wx.canIUse(b)) wx.a()",
        "canIUse() a()"), ("if (wx.canIUse) wx.canIUse('a')", "canIUse? canIUse()?"),
        ("wx.canIUse('a'); wx.a()", "canIUse() a()"), ("if (wx.canIUse()) { }", "canIUse()"),
        # What leaves early
        ("function f() { if (!wx.a) return; wx.a() } wx.a()", "a? a()? a()"),
        ("if (!wx.a) { wx.b(); throw 1 } wx.a()", "a? b() a()?"), ("if (!wx.a) { b } wx.a()",
        "a? a()"), ("if (wx.a) return; wx.a()", "a? a()"), ("{ if (!wx.a) return } wx.a()",
        "a? a()"), ("if (!wx.canIUse('a')) return\nwx.a()", "canIUse() a()?"),
        ("if (!wx.a && b) return; wx.a()", "a? a()"),
    ],
)  # fmt: skip
def test_guards(source: str, found: str) -> None:
    assert told(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "wx[" * 8_000, "wx.a(" * 8_000, "wx.a==(" * 8_000, "wx.a&&" * 3_000 + "b",
        "if(!wx.a)return;" * 3_000, "wx.a({b:" * 6_000, "!" * 30_000 + "wx.a",
        "wx.a({" + "a:1," * 10_000 + "})",
        "if(" + "!wx.a||" * 50 + "b){" + "c;" * 20_000 + "return}",
    ],
    ids=range(9),
)  # fmt: skip
def test_deep_and_long_scripts(source: str) -> None:
    assert all(use.api == "a" for use in uses(Script(source)))


def test_reading_takes_only_so_long() -> None:
    script = Script("wx.a();" * 10)
    assert script.names.free
    script.source._end = 0.0
    with pytest.raises(SyntaxFault, match="too long"):
        uses(script)
    assert names.MAX_SECONDS > 0
