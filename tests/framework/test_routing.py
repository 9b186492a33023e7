"""Routing: which pages are closed, hidden, opened and shown, and what a route is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.world.launch import Launch

from .conftest import Files, Program, Said, events, messages

# Pages that say what they go through: a and b are tabs, c and d are not.
TRACED = """
  const names = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload'];
  const letter = (page) => page.route.slice(-1).toUpperCase();
  const say = (name) => function () { console.log(letter(this) + '.' + name) };
  Page(Object.fromEntries(names.map((name) => [name, say(name)])));
"""
TABS = {"list": [{"pagePath": f"pages/{x}", "text": x} for x in "ab"]}
PAGES: Files = {
    "app.json": {"tabBar": TABS}, **{f"pages/{x}.js": TRACED for x in "abcd"}
}  # fmt: skip


@pytest.fixture
def traced(program: Program, said: Said) -> Any:
    """Run the four pages from one of them, take routes, and return what the last one led to."""

    def run(start: str, *routes: tuple[str, str]) -> list[str]:
        host = program(PAGES, launch=Launch(f"pages/{start}"))
        before = 0
        for api, page in routes:
            before = len(said(host))
            if api == "navigateBack":
                host.back(int(page))
            else:
                host.navigate(f"/pages/{page}", api)
        assert host.errors == []
        return said(host)[before:]

    return run


C, D = ("navigateTo", "c"), ("navigateTo", "d")


@pytest.mark.parametrize(
    ("start", "routes", "expected"),
    [
        # D (页面路由): Tab 切换对应的生命周期
        pytest.param("a", [("switchTab", "a")], "", id="A to A"),
        pytest.param(
            "a", [("switchTab", "b")], "A.onHide B.onLoad B.onShow B.onReady", id="A to B"
        ),
        pytest.param(
            "a", [("switchTab", "b"), ("switchTab", "a"), ("switchTab", "b")],
            "A.onHide B.onShow", id="A to B again",
        ),
        pytest.param("a", [C, ("switchTab", "a")], "C.onUnload A.onShow", id="C to A"),
        pytest.param(
            "a", [C, ("switchTab", "b")], "C.onUnload B.onLoad B.onShow B.onReady", id="C to B"
        ),
        pytest.param(
            "a", [C, D, ("switchTab", "b")],
            "D.onUnload C.onUnload B.onLoad B.onShow B.onReady", id="D to B",
        ),
        pytest.param(
            "d", [("switchTab", "a")], "D.onUnload A.onLoad A.onShow A.onReady", id="shared D to A"
        ),
        pytest.param(
            "d", [("switchTab", "b")], "D.onUnload B.onLoad B.onShow B.onReady", id="shared D to B"
        ),
        # D (页面路由): the other routes
        pytest.param("a", [], "A.onLoad A.onShow A.onReady", id="launch"),
        pytest.param("a", [C], "A.onHide C.onLoad C.onShow C.onReady", id="open"),
        pytest.param(
            "a", [C, ("redirectTo", "d")], "C.onUnload D.onLoad D.onShow D.onReady", id="redirect"
        ),
        pytest.param("a", [C, D, ("navigateBack", "1")], "D.onUnload C.onShow", id="back"),
        pytest.param(
            "a", [C, D, ("navigateBack", "2")], "D.onUnload C.onUnload A.onShow", id="back 2"
        ),
        pytest.param(
            "a", [C, D, ("navigateBack", "9")], "D.onUnload C.onUnload A.onShow", id="back 9"
        ),
        pytest.param(
            "a", [C, D, ("reLaunch", "c")],
            "D.onUnload C.onUnload A.onUnload C.onLoad C.onShow C.onReady", id="relaunch",
        ),
        pytest.param(
            "a", [("switchTab", "b"), C, ("reLaunch", "b")],
            "C.onUnload B.onUnload A.onUnload B.onLoad B.onShow B.onReady", id="relaunch of a tab",
        ),
        # A tab that was closed is opened afresh.
        pytest.param(
            "a", [("redirectTo", "c"), ("switchTab", "a")],
            "C.onUnload A.onLoad A.onShow A.onReady", id="a tab that was closed",
        ),
        # One that was left is kept, though it is on no stack.
        pytest.param(
            "a", [("switchTab", "b"), C, ("switchTab", "a")], "C.onUnload A.onShow",
            id="a tab below another's pages",
        ),
    ],
)  # fmt: skip
def test_lifecycles(traced: Any, start: str, routes: list[tuple[str, str]], expected: str) -> None:
    found = traced(start, *routes)
    assert " ".join(found) == expected


def test_stack_after_routes(program: Program) -> None:
    host = program(PAGES)

    def stack() -> str:
        return "".join(page.route[-1] for page in host.pages)

    found = [stack()]
    for url, api in [("c", "navigateTo"), ("d", "navigateTo"), ("d", "redirectTo"),
                     ("b", "switchTab"), ("c", "navigateTo"), ("c", "reLaunch")]:  # fmt: skip
        host.navigate(f"/pages/{url}", api)
        found.append(stack())
    assert found == ["a", "ac", "acd", "acd", "b", "bc", "c"]


# -- what a program asks for ----------------------------------------------------------------------

GO = """
  const tell = (o) => ({ ...o,
    success: (r) => console.log(r.errMsg), fail: (r) => console.log(r.errMsg) });
  Page({ go(api, options) { wx[api](tell(options)) }, data: { here: 1 } });
"""


@pytest.fixture
def go(program: Program, said: Said) -> Any:
    """Have the page a of four ask for a route; return what it was told, and the page on top."""

    def run(api: str, options: Any) -> tuple[list[str], Host]:
        silent = {"pages/b.js": "Page({})", "pages/c.js": "Page({})"}
        host = program({**PAGES, "pages/a.js": GO, **silent})
        host.page.call("go", api, options)
        return said(host), host

    return run


@pytest.mark.parametrize(
    ("api", "options", "told", "top"),
    [
        ("navigateTo", {"url": "/pages/c"}, "navigateTo:ok", "c"),
        ("redirectTo", {"url": "/pages/c"}, "redirectTo:ok", "c"),
        ("reLaunch", {"url": "/pages/c"}, "reLaunch:ok", "c"),
        ("reLaunch", {"url": "/pages/b"}, "reLaunch:ok", "b"),
        ("switchTab", {"url": "/pages/b"}, "switchTab:ok", "b"),
        ("switchTab", {"url": "/pages/a"}, "switchTab:ok", "a"),
        *[
            (api, {"url": "/pages/b"}, f"{api}:fail can not {api} a tabbar page", "a")
            for api in ("navigateTo", "redirectTo")
        ],
        ("switchTab", {"url": "/pages/c"}, "switchTab:fail can not switch to no-tabBar page", "a"),
        ("navigateBack", {}, "navigateBack:fail cannot navigate back at first page.", "a"),
        ("navigateBack", None, "navigateBack:fail cannot navigate back at first page.", "a"),
        *[
            (api, {"url": "/pages/gone"}, f'{api}:fail page "pages/gone" is not found', "a")
            for api in ("navigateTo", "redirectTo", "reLaunch", "switchTab")
        ],
    ],
)  # fmt: skip
def test_what_a_route_is_told(go: Any, api: str, options: Any, told: str, top: str) -> None:
    heard, host = go(api, options)
    assert heard == [told]
    assert host.page.route == f"pages/{top}"
    assert messages(host) == []


@pytest.mark.parametrize("api", ["navigateTo", "redirectTo", "reLaunch", "switchTab"])
def test_url_that_is_missing(go: Any, api: str) -> None:
    heard, _ = go(api, {})
    assert heard == [
        f"{api}:fail parameter error: parameter.url should be String instead of Undefined;"
    ]


@pytest.mark.parametrize(
    ("url", "route", "query"),
    [
        ("/pages/x/y/z", "pages/x/y/z", {}),
        ("pages/x/y/z", None, {}),
        ("y/z", "pages/x/y/z", {}),
        ("./y/z", "pages/x/y/z", {}),
        ("../x/y/z", "pages/x/y/z", {}),
        ("../../pages/x/a", "pages/x/a", {}),
        ("../../../../pages/x/a", "pages/x/a", {}),
        ("/pages/x/a.html", "pages/x/a", {}),
        ("a?", "pages/x/a", {}),
        ("a?b=1&c=2", "pages/x/a", {"b": "1", "c": "2"}),
        ("a?b=&c&=1&&d=x=y==", "pages/x/a", {"b": "", "c": "", "d": "x=y=="}),
        ("a?b=1&b=2", "pages/x/a", {"b": "2"}),
        ("a?b=%E4%BD%A0+1&%20=2", "pages/x/a", {"b": "%E4%BD%A0+1", "%20": "2"}),
        ("a?u=/p?q=1", "pages/x/a", {"u": "/p?q=1"}),
        ("a?b=1#c=2", "pages/x/a", {"b": "1"}),
        ("a?__proto__=1&constructor=2", "pages/x/a", {"__proto__": "1", "constructor": "2"}),
    ],
)
def test_urls(program: Program, url: str, route: str | None, query: dict[str, str]) -> None:
    script = "Page({ data: { q: '' }, onLoad(q) { this.setData({ q: JSON.stringify(q) }) } })"
    host = program({"pages/x/a.js": script, "pages/x/y/z.js": script})
    if route is None:
        with pytest.raises(InputError, match=r'^page "pages/x/pages/x/y/z" is not found$'):
            host.navigate(url)
        return
    host.navigate(url)
    assert (host.page.route, host.page.options) == (route, query)
    assert json.loads(host.page.data["q"]) == query


def test_query_of_a_tab_is_dropped(program: Program) -> None:
    # D (switchTab): there are no parameters behind the path.
    host = program(PAGES)
    host.navigate("/pages/b?x=1", "switchTab")
    assert host.page.options == {}


def test_query_of_a_relaunched_tab(program: Program) -> None:
    host = program(PAGES)
    host.navigate("/pages/b?x=1", "reLaunch")
    assert host.page.options == {"x": "1"}


@pytest.mark.parametrize(
    ("delta", "left"), [("undefined", 2), ("0", 2), ("-3", 2), ("1.9", 2), ("2", 1), ("99", 1)]
)
def test_delta(program: Program, delta: str, left: int) -> None:
    files = {
        "pages/a.js": "Page({})",
        "pages/b.js": f"Page({{ go() {{ wx.navigateBack({{ delta: {delta} }}) }} }})",
    }
    host = program(files)
    host.navigate("/pages/b")
    host.navigate("/pages/b")
    host.page.tap("go")
    assert len(host.pages) == left


def test_ten_pages(program: Program, said: Said) -> None:
    # D (navigateTo): the stack has at most ten. F: the text.
    script = """Page({ onReady() {
      wx.navigateTo({ url: 'a', fail: (r) => console.log(r.errMsg, getCurrentPages().length) });
    } })"""
    host = program({"pages/a.js": script})
    assert said(host) == ["navigateTo:fail webview count limit exceed 10"]
    assert len(host.pages) == 10
    with pytest.raises(InputError, match=r"^webview count limit exceed$"):
        host.navigate("/pages/a")


def test_promise_form(page: Program, said: Said) -> None:
    script = """Page({ async onLoad() {
      try { await wx.navigateTo({ url: '/gone' }) } catch (e) { console.log(e.errMsg) }
      const { eventChannel, errMsg } = await wx.navigateTo({ url: '/pages/b' });
      console.log(errMsg, typeof eventChannel.emit);
      await wx.navigateBack();
      console.log(getCurrentPages().length);
    } })"""
    host = page(script, files={"pages/b.js": "Page({})"})
    assert said(host) == ['navigateTo:fail page "gone" is not found', "navigateTo:ok function", "1"]


# -- when -----------------------------------------------------------------------------------------


def test_success_is_between_showing_and_being_ready(program: Program, said: Said) -> None:
    start = """Page({ go() {
      wx.navigateTo({ url: 'c',
        success: () => console.log('success'), complete: () => console.log('complete') });
      console.log('called');
    } })"""
    host = program({"pages/s.js": start, "pages/c.js": TRACED})
    host.page.tap("go")
    assert said(host) == ["called", "C.onLoad", "C.onShow", "success", "complete", "C.onReady"]


def test_two_routes_in_one_turn(program: Program, said: Said) -> None:
    # D (路由): one after the other.
    start = "Page({ go() { wx.navigateTo({ url: 'c' }); wx.navigateTo({ url: 'd' }) } })"
    host = program({**PAGES, "pages/a.js": start})
    host.page.tap("go")
    assert said(host) == [
        "C.onLoad", "C.onShow", "C.onHide", "D.onLoad", "D.onShow", "C.onReady", "D.onReady"
    ]  # fmt: skip
    assert [page.route for page in host.pages] == ["pages/a", "pages/c", "pages/d"]


def test_route_in_on_load(program: Program, said: Said) -> None:
    start = TRACED.replace("Page(", "Page(Object.assign(").replace(
        "say(name)])));",
        "say(name)])), { onLoad() { console.log('A.onLoad'); wx.navigateTo({ url: 'c' }) } }));",
    )
    host = program({**PAGES, "pages/a.js": start})
    assert said(host)[:2] == ["A.onLoad", "A.onShow"]
    assert said(host)[2:5] == ["A.onHide", "C.onLoad", "C.onShow"]
    assert sorted(said(host)[5:]) == ["A.onReady", "C.onReady"]


def test_redirect_in_on_load(program: Program, said: Said) -> None:
    start = "Page({ onLoad() { wx.redirectTo({ url: 'c' }) }, onReady() { console.log('no') } })"
    host = program({**PAGES, "pages/s.js": start}, launch=Launch("pages/s"))
    assert said(host) == ["C.onLoad", "C.onShow", "C.onReady"]
    assert [e["page"] for e in events(host, "onReady")] == ["pages/c"]


def test_route_of_on_launch_comes_after_the_first_page(program: Program, said: Said) -> None:
    app = "App({ onLaunch() { wx.navigateTo({ url: '/pages/c' }) } })"
    host = program({**PAGES, "app.js": app})
    assert said(host)[:5] == ["A.onLoad", "A.onShow", "A.onHide", "C.onLoad", "C.onShow"]
    assert [page.route for page in host.pages] == ["pages/a", "pages/c"]


def test_route_while_a_page_is_unloaded(program: Program) -> None:
    script = "Page({ onUnload() { wx.navigateTo({ url: '/pages/d' }) } })"
    host = program({**PAGES, "pages/c.js": script})
    host.navigate("/pages/c")
    host.back()
    assert [page.route for page in host.pages] == ["pages/a", "pages/d"]


def test_two_instances_of_one_page(program: Program) -> None:
    script = "Page({ data: { n: 0 }, onLoad(q) { this.setData({ n: +q.n }) } })"
    host = program({"pages/a.js": script})
    host.navigate("a?n=1")
    host.navigate("a?n=2")
    assert [page.data["n"] for page in host.pages] == [None, 1, 2]


def test_trace_of_a_route(program: Program) -> None:
    host = program(PAGES)
    host.navigate("/pages/c?x=1")
    assert events(host, "onHide") == [{"page": "pages/a"}]
    assert events(host, "onLoad")[1] == {"page": "pages/c", "options": {"x": "1"}}
    host.back()
    assert events(host, "onUnload") == [{"page": "pages/c"}]
