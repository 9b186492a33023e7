"""性能: entries, observers of them, reports, and functions that wait for an idle moment."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.differences import LATEST
from jshost.world.reports import Report

from .calls import PROGRAM, Play
from .samples.sample import INDEX

ENTRIES = "wx.getPerformance().getEntries()"
DETAIL = "wx.navigateTo({ url: '/pages/detail/detail' });"


def entries(host: Host, *fields: str) -> list[list[Any]]:
    """Return some fields of the entries that a host's program finds; times as those of the run."""
    start = host.eval("Date.now()") - host.app.clock.now()
    found = host.eval(ENTRIES)
    for entry in found:
        for field in ("startTime", "navigationStart"):
            if field in entry:
                entry[field] -= start
    return [[entry.get(field) for field in fields] for entry in found]


def names(host: Host) -> list[list[Any]]:
    """Return the names of the entries, and what they are about."""
    return [[e[0], e[1] or e[2]] for e in entries(host, "name", "path", "fileList")]


# -- entries --------------------------------------------------------------------------------------

PAGES = [f"pages/{name}/{name}.js" for name in ("index", "detail", "home", "mine", "referred")]
LAUNCH = [
    ["evaluateScript", ["app.js"]],
    ["evaluateScript", PAGES],
    ["appLaunch", "pages/index/index"],
]


def test_a_launch(play: Play) -> None:
    host = play("", file=INDEX)
    assert names(host) == LAUNCH
    kinds = entries(host, "entryType", "moduleName", "navigationType")
    assert kinds == [
        ["script", "__APP__", None],
        ["script", "__APP__", None],
        ["navigation", None, "appLaunch"],
    ]


def test_routes(play: Play) -> None:
    host = play("", file=INDEX)
    host.advance(100)
    host.navigate("/pages/detail/detail")
    host.advance(100)
    host.navigate("/pages/index/index?a=1", "redirectTo")
    host.navigate("/pages/home/home", "switchTab")
    host.navigate("/pages/mine/mine", "switchTab")
    host.navigate("/pages/home/home", "switchTab")
    host.navigate("/pages/detail/detail")
    host.back()
    routes = entries(host, "navigationType", "path", "referrerPath", "startTime", "duration")[3:]
    assert routes == [
        ["navigateTo", "pages/detail/detail", "pages/index/index", 100, 0],
        ["redirectTo", "pages/index/index", "pages/detail/detail", 200, 0],
        ["switchTab", "pages/home/home", "pages/index/index", 200, 0],
        ["switchTab", "pages/mine/mine", "pages/home/home", 200, 0],
        ["switchTab", "pages/home/home", "pages/mine/mine", 200, 0],
        ["navigateTo", "pages/detail/detail", "pages/home/home", 200, 0],
        ["navigateBack", "pages/home/home", "pages/detail/detail", 200, 0],
    ]


def test_pages_are_told_apart(play: Play) -> None:
    host = play(DETAIL, file=INDEX)
    (launched, from_), (_, opened) = (
        (page, referrer) for page, referrer in entries(host, "pageId", "referrerPageId")[2:]
    )
    assert from_ is None
    assert opened == launched


def test_a_route_that_fails_is_none(play: Play) -> None:
    host = play("wx.navigateTo({ url: '/none', fail() {} }); wx.navigateBack();", file=INDEX)
    assert names(host) == LAUNCH


def test_tabs_that_the_user_taps(play: Play) -> None:
    host = play("wx.switchTab({ url: '/pages/home/home' });", file=INDEX)
    host.eval("wx.navigateBack({ fail() {} })")
    host.advance(100)
    host.tap_tab("pages/mine/mine")
    host.tap_tab("pages/mine/mine")
    routes = entries(host, "navigationType", "path", "startTime", "duration")
    assert routes[-1] == ["switchTab", "pages/mine/mine", 100, 0]
    assert [route[0] for route in routes].count("switchTab") == 2


def test_time_passes_on_a_real_clock(play: Play) -> None:
    slow = "const until = Date.now() + 30; while (Date.now() < until); Page({});"
    host = play("", file="app.js", files={"pages/index/index.js": slow}, clock="real")
    evaluated, launched = host.phone.timeline.entries[1:]
    assert 30 <= evaluated.duration <= launched.duration
    assert launched.fields["navigationStart"] - launched.startTime >= 30


def test_a_package_of_its_own(play: Play) -> None:
    app = json.loads(PROGRAM["app.json"])
    app["subpackages"] = [{"root": "sub", "pages": ["a", "b"]}]
    files = {"app.json": json.dumps(app), "sub/a.js": "Page({});", "sub/b.js": "Page({});"}
    host = play("wx.navigateTo({ url: '/sub/a' });", file=INDEX, files=files)
    assert ["sub", ["sub/a.js", "sub/b.js"]] in entries(host, "moduleName", "fileList")


def test_lazy_code(play: Play) -> None:
    app = {**json.loads(PROGRAM["app.json"]), "lazyCodeLoading": "requiredComponents"}
    host = play(DETAIL, file=INDEX, files={"app.json": json.dumps(app)})
    files = [found for (found,) in entries(host, "fileList") if found]
    assert files == [["app.js"], ["pages/index/index.js"], ["pages/detail/detail.js"]]


def test_a_script_has_none(play: Play, heard: Any) -> None:
    assert heard(play(f"say({ENTRIES});")) == [[]]


@pytest.mark.parametrize(
    ("library", "fields"),
    [
        ("2.11.0", set()),
        ("2.21.2", {"fileList"}),
        ("2.23.1", {"fileList", "pageId", "referrerPageId", "referrerPath"}),
        (LATEST, {"fileList", "pageId", "referrerPageId", "referrerPath"}),
    ],
)
def test_fields_by_base_library(play: Play, library: str, fields: set[str]) -> None:
    host = play(DETAIL, file=INDEX, base_library=library)
    found = {field for entry in host.eval(ENTRIES) for field in entry}
    always = {"name", "entryType", "startTime", "duration", "moduleName"}
    assert found == always | {"navigationStart", "navigationType", "path"} | fields


@pytest.mark.parametrize(
    ("call", "count"),
    [
        ("getEntriesByName('evaluateScript')", 2),
        ("getEntriesByName('evaluateScript', 'script')", 2),
        ("getEntriesByName('evaluateScript', 'navigation')", 0),
        ("getEntriesByName('none')", 0),
        ("getEntriesByType('navigation')", 1),
        ("getEntriesByType('render')", 0),
    ],
)
def test_some_entries(play: Play, call: str, count: int) -> None:
    assert play("", file=INDEX).eval(f"wx.getPerformance().{call}.length") == count


@pytest.mark.parametrize("call", ["getEntriesByName()", "getEntriesByType(5)"])
def test_wrong_arguments(play: Play, heard: Any, call: str) -> None:
    script = f"try {{ wx.getPerformance().{call}; }} catch (e) {{ say(e.errMsg.split(':')[1]); }}"
    assert heard(play(script)) == ["fail parameter error"]


def test_the_latest_30_are_kept(play: Play) -> None:
    host = play("", file=INDEX)
    for _ in range(20):
        host.navigate("/pages/detail/detail")
        host.back()
    assert len(host.phone.timeline.entries) == 30
    assert host.phone.timeline.entries[0].name == "route"


@pytest.mark.parametrize(
    ("size", "kept"),
    [("2", 2), ("0", 0), ("100", 4), ("-1", 4), ("1e400", 4), ("NaN", 4), ("'1'", 4), ("10001", 4)],
)
def test_buffer_sizes(play: Play, size: str, kept: int) -> None:
    host = play(f"wx.getPerformance().setBufferSize({size}); {DETAIL}", file=INDEX)
    assert len(host.eval(ENTRIES)) == kept


# -- observers ------------------------------------------------------------------------------------

OBSERVE = """
    const observer = wx.getPerformance().createObserver((list) => {
        say(list.getEntries().map((entry) => [entry.name, entry.path]));
    });
"""
OPENED = ["route", "pages/detail/detail"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            "{ entryTypes: ['navigation', 'script'] }",
            [[["appLaunch", "pages/index/index"]], [OPENED]],
        ),
        ("{ type: 'navigation' }", [[["appLaunch", "pages/index/index"]], [OPENED]]),
        ("{ entryTypes: ['render'] }", []),
        ("{}", []),
        ("undefined", []),
        ("{ entryTypes: 'navigation' }", []),
        ("{ entryTypes: [5] }", []),
    ],
)
def test_observers(play: Play, heard: Any, options: str, told: list[Any]) -> None:
    host = play(f"{OBSERVE} observer.observe({options});", file=INDEX)
    host.navigate("/pages/detail/detail")
    assert heard(host) == told
    assert host.errors == []


def test_what_an_observer_is_given(play: Play, heard: Any) -> None:
    host = play(
        """wx.getPerformance().createObserver((list) => {
            const entries = list.getEntries();
            entries.push(1);
            say([
                list.getEntries().length,
                list.getEntriesByName('appLaunch').length,
                list.getEntriesByName('appLaunch', 'script').length,
                list.getEntriesByType('navigation').length,
                list.getEntriesByType('script').length,
                Object.keys(list),
            ]);
        }).observe({ type: 'navigation' });""",
        file=INDEX,
    )
    assert heard(host) == [[1, 1, 0, 1, 0, []]]


def test_disconnected(play: Play, heard: Any) -> None:
    host = play(f"{OBSERVE} observer.observe({{ type: 'navigation' }});", file=INDEX)
    host.eval("0")
    script = f"{OBSERVE} observer.observe({{ type: 'navigation' }}); observer.disconnect();"
    assert heard(play(script, file=INDEX)) == []


def test_observed_types_are_the_last(play: Play, heard: Any) -> None:
    script = (
        f"{OBSERVE} observer.observe({{ type: 'navigation' }}); observer.observe({{ type: 'x' }});"
    )
    assert heard(play(script, file=INDEX)) == []


def test_two_observers(play: Play, heard: Any) -> None:
    script = """
        for (const name of ['a', 'b']) {
            wx.getPerformance().createObserver(() => say(name)).observe({ type: 'navigation' });
        }
    """
    assert heard(play(script, file=INDEX)) == ["a", "b"]


def test_a_flood_of_observers(play: Play, heard: Any) -> None:
    script = """for (let i = 0; i < 150; i++) {
        wx.getPerformance().createObserver(() => say(i)).observe({ type: 'navigation' });
    }"""
    assert heard(play(script, file=INDEX)) == list(range(100))


@pytest.mark.parametrize("callback", ["", "5", "{}", "null"])
def test_an_observer_needs_a_function(play: Play, heard: Any, callback: str) -> None:
    script = f"""try {{ wx.getPerformance().createObserver({callback}); }} catch (e) {{
        say(e.errMsg.includes('should be Function'));
    }}"""
    assert heard(play(script)) == [True]


def test_supported_types(play: Play, heard: Any) -> None:
    host = play(f"{OBSERVE} say(observer.supportedEntryTypes);")
    assert heard(host) == [["navigation", "script"]]


# -- wx.reportPerformance -------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "kept"), [("", None), (", 'a'", "a"), (", ['a', 1]", ["a", 1])])
def test_report_performance(play: Play, given: str, kept: Any) -> None:
    host = play(f"wx.reportPerformance(1101, 680{given});")
    data = {"value": 680, "dimensions": kept}
    assert host.phone.reports == [Report("reportPerformance", 1101, data, 0)]


# -- idle -----------------------------------------------------------------------------------------


def test_idle_callbacks_come_last(play: Play, heard: Any) -> None:
    host = play("""
        wx.requestIdleCallback(() => say('idle'));
        wx.requestIdleCallback(() => say('again'));
        setTimeout(() => { say('timer'); setTimeout(() => say('next')); });
        setTimeout(() => say('later'), 10);
        Promise.resolve().then(() => say('microtask'));
    """)
    assert heard(host) == ["microtask", "timer", "next", "idle", "again", "later"]


def test_idle_callbacks_with_a_timeout(play: Play, heard: Any) -> None:
    host = play("""
        let left = 20;
        const busy = () => { if (--left > 0) setTimeout(busy); };
        busy();
        wx.requestIdleCallback(() => say([left, performance.now()]), { timeout: 3000 });
    """)
    assert heard(host) == [[0, 0]]
    assert host.phone.idle == {}


def test_a_timeout_that_is_over_first(play: Play, heard: Any) -> None:
    host = play("""
        wx.requestIdleCallback(() => say('idle'), { timeout: 0 });
        setTimeout(() => say('timer'));
    """)
    assert heard(host) == ["idle", "timer"]


def test_cancelled(play: Play, heard: Any) -> None:
    host = play("""
        const id = wx.requestIdleCallback(() => say('no'), { timeout: 5 });
        say(typeof id);
        wx.requestIdleCallback(() => say('yes'));
        wx.cancelIdleCallback(id);
        wx.cancelIdleCallback(id);
        wx.cancelIdleCallback(12345);
        wx.cancelIdleCallback(NaN);
    """)
    assert heard(host) == ["number", "yes"]


@pytest.mark.parametrize(
    "option", ["undefined", "null", "{}", "{ timeout: 'x' }", "{ timeout: -1 }"]
)
def test_other_options(play: Play, heard: Any, option: str) -> None:
    assert heard(play(f"wx.requestIdleCallback(() => say('idle'), {option});")) == ["idle"]


def test_an_idle_callback_that_throws(play: Play, heard: Any) -> None:
    host = play("""
        wx.requestIdleCallback(() => { throw new Error('mine'); });
        wx.requestIdleCallback(() => say('other'));
    """)
    assert heard(host) == ["other"]
    assert [error.message for error in host.errors] == ["Error: mine"]
