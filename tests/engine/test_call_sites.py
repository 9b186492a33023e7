"""Where in the program a call is made: what the trace says of it, and what that costs nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host
from jshost.engine.positions import Positions
from jshost.errors import UnansweredError

SITES = {
    "one line": ("\nwx.login()", 2),
    "several lines": ("\nwx.login({\n  timeout: 1,\n  fail() {}\n})", 2),
    "chained": ("\nwx\n  .login({\n    timeout: 1\n  })", 3),
    "inside of the same": ("\n\nwx.checkSession({\n complete() {\n  wx.login({\n  })\n }\n})", 5),
    "parentheses in texts": ("wx.login({\n  // (\n  a: ')', b: `(`, /* ( */\n})", 1),
    "by another name": ("const { login: enter } = wx\nenter({})", 2),
    "from a function": ("function go() {\n  return wx.login({\n  })\n}\n\ngo()", 2),
    "after another": ("wx.checkSession()\n\n\nwx.login({\n\n})", 4),
    "awaited": ("(async () => {\n  await wx.login({\n  }); wx.hideToast()\n})()", 2),
}


@pytest.mark.parametrize("case", SITES)
def test_site(run_js: Callable[..., Host], case: str) -> None:
    source, line = SITES[case]
    host = run_js(source, sites=True)
    assert [call.at for call in host.calls("login")] == [f"test.js:{line}"]


def test_a_script_that_begins_within_a_page(make_host: Callable[..., Host]) -> None:
    host = make_host(sites=True)
    host.load("wx.login({\n})\nnull.x", "page.md", line=101)
    host.run_until_idle()
    assert [call.at for call in host.calls()] == ["page.md:101"]
    assert [error.where.rsplit(":", 1)[0] for error in host.errors] in (
        ["page.md:103"],
        ["page.md"],  # without a column
    )


def test_without_being_asked_for_nothing_is_said(run_js: Callable[..., Host]) -> None:
    assert [call.at for call in run_js("wx.login()").calls()] == [""]


@pytest.mark.parametrize(
    ("options", "callbacks"),
    [
        ("", ()),
        ("{}", ()),
        ("{ success() {} }", ("success",)),
        ("{ fail() {}, complete() {} }", ("fail", "complete")),
        ("{ success() {}, fail: null }", ("success",)),
    ],
)
def test_callbacks(run_js: Callable[..., Host], options: str, callbacks: tuple[str, ...]) -> None:
    host = run_js(f"wx.getSetting({options})")
    assert [call.callbacks for call in host.calls()] == [callbacks]


def test_an_unanswered_question_names_its_line(make_host: Callable[..., Host]) -> None:
    host = make_host(on_prompt="fail")
    with pytest.raises(UnansweredError, match=r"^a\.js:2: wx\.getLocation asks for scope\.user"):
        host.run_script("\nwx.getLocation({\n  type: 'wgs84',\n})", "a.js")


def test_a_program_cannot_choose_its_site(run_js: Callable[..., Host]) -> None:
    lie = "Error.prepareStackTrace = () => '    at x (<input>:1)'; Error.stackTraceLimit = 0;"
    host = run_js(f"{lie}\nwx.login()", sites=True)
    assert next(call.at for call in host.calls()) in ("test.js:2", "")


def test_looking_for_a_call_takes_bounded_time() -> None:
    positions = Positions()
    source = "\n".join(["login(" * 5_000] * 200)
    first = positions.place("a.js", source)
    stack = f"    at f (<input>:{first + 199})"
    assert positions.call(stack, "login") == ("a.js", 200)
