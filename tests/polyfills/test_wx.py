"""wx is an ordinary object to a program, although its functions are made when they are wanted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from jshost import Host
from jshost.apis import registry
from jshost.differences import Platform

NAMES = [json.loads(line)[0] for line in registry().surface(Platform()).splitlines()]
TOUCH = "wx.showToast; 'login' in wx; wx.nothing;"


@pytest.fixture
def value(make_host: Callable[..., Host]) -> Callable[[str], Any]:
    """Evaluate a script in a fresh host."""
    return lambda script: make_host().eval(f"JSON.parse(JSON.stringify((() => {{ {script} }})()))")


@pytest.mark.parametrize("before", ["", TOUCH, "wx.request = 1; delete wx.request;"])
@pytest.mark.parametrize(
    "look",
    [
        "Object.keys(wx)",
        "Reflect.ownKeys(wx)",
        "Object.getOwnPropertyNames(wx)",
        "Object.keys(Object.assign({}, wx))",
        "Object.keys({ ...wx })",
        "(() => { const found = []; for (const key in wx) found.push(key); return found; })()",
        "Object.keys(Object.getOwnPropertyDescriptors(wx))",
    ],
)
def test_its_names_are_all_there_in_order(
    value: Callable[[str], Any], look: str, before: str
) -> None:
    found = value(f"{before} return {look};")
    assert [name for name in found if name in NAMES and name != "request"] == [
        name for name in NAMES if name != "request"
    ]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("return wx.login === wx.login;", True),
        ("const { login } = wx; Object.keys(wx); return login === wx.login;", True),
        ("return ['login' in wx, 'nothing' in wx, 'toString' in wx];", [True, False, True]),
        ("return wx.nothing === undefined && wx.toString === Object.prototype.toString;", True),
        ("return wx[Symbol.iterator] === undefined && wx[0] === undefined;", True),
        ("return wx['login\",\"async'] === undefined;", True),
        ("return wx.hasOwnProperty('login') && Object.hasOwn(wx, 'login');", True),
        ("return typeof wx + Object.prototype.toString.call(wx);", "object[object Object]"),
        ("return Object.getPrototypeOf(wx) === Object.prototype;", True),
        ("wx.login = 5; return [wx.login, Object.keys(wx).indexOf('login') > 0];", [5, True]),
        ("wx.mine = 5; return [wx.mine, Object.keys(wx).pop()];", [5, "mine"]),
        ("delete wx.login; return [wx.login === undefined, 'login' in wx];", [True, False]),
        ("wx.login; delete wx.login; return Object.keys(wx).includes('login');", False),
        ("Object.freeze(wx); wx.login = 1; wx.mine = 1; return [typeof wx.login, typeof wx.mine];",
         ["function", "undefined"]),
        ("Object.preventExtensions(wx); return typeof wx.login;", "function"),
        ("let d = Object.getOwnPropertyDescriptors(wx).login; return [d, d.value === wx.login];",
         [{"configurable": True, "enumerable": True, "writable": True}, True]),
        ("Object.defineProperty(wx, 'login', { get: () => 7 }); return wx.login;", 7),
        ("const mine = Object.create(wx); mine.login = 1; return [mine.login, typeof wx.login];",
         [1, "function"]),
        ("const mine = Object.create(wx); return typeof mine.login;", "function"),
        ("return JSON.stringify(Object.keys(JSON.parse(JSON.stringify(wx))));", '["env"]'),
    ],
)  # fmt: skip
def test_it_is_an_ordinary_object(
    value: Callable[[str], Any], script: str, expected: object
) -> None:
    assert value(script) == expected


def test_prototypes_that_guests_change_are_told_nothing(value: Callable[[str], Any]) -> None:
    script = """
        const seen = [];
        for (const name of ['login', 'onStart', 'number', 'showToast', '0', 'success']) {
          Object.defineProperty(Object.prototype, name, {
            configurable: true, set(v) { seen.push(name); }, get() { seen.push(name); },
          });
        }
        const found = [typeof wx.login, typeof wx.getRecorderManager().onStart];
        Object.keys(wx);
        wx.getSetting({ complete() {} });
        return [seen, found];
    """
    assert value(script) == [[], ["function", "function"]]
