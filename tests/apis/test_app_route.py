"""路由事件: what listeners hear of routes, and in which order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.trace import EventRecord
from jshost.world.launch import Launch

from .calls import PROGRAM, SAY, Play
from .samples.app_route import EVENTS
from .samples.sample import INDEX

# A page says what it goes through, and which pages there are then.
TRACED = """
    const stack = () => getCurrentPages().map((page) => page.route.split('/')[1]);
    const here = (name) => function () {
      console.log(`${name} ${this.route.split('/')[1]}`, stack());
    };
    const all = (...names) => Object.fromEntries(names.map((name) => [name, here(name)]));
    Component({
      methods: all('onLoad', 'onShow', 'onUnload'),
      lifetimes: all('created', 'attached', 'detached'),
    });
"""
LISTEN = "".join(
    f"wx.{name}((r) => console.log('{name}', getCurrentPages().map((p) => p.route.split('/')[1])));"
    for name in EVENTS
)
DETAILS = "".join(f"wx.{name}((r) => say(['{name}', r]));" for name in EVENTS)
APP = json.loads(PROGRAM["app.json"])


def lines(host: Host) -> list[str]:
    return [record.message for record in host.console]


def routed(play: Play, url: str, how: str, text: str = LISTEN, **settings: Any) -> list[str]:
    """Take a route in a program that says what it hears; return what it says from then on."""
    page = settings.pop("page", "Page({});")
    files = {INDEX: page, "pages/detail/detail.js": page, **settings.pop("files", {})}
    host = play(text, file="app.js", files=files, **settings)
    before = len(host.console)
    if how == "navigateBack":
        host.back()
    else:
        host.navigate(url, how)
    assert host.errors == []
    return lines(host)[before:]


def test_the_documented_order(play: Play) -> None:
    """That of redirectTo is written down step by step (D, 页面路由监听)."""
    found = routed(play, "/pages/detail/detail", "redirectTo", page=TRACED)
    assert found == [
        "onBeforeAppRoute [ 'index' ]",
        "onBeforePageUnload [ 'index' ]",
        "onUnload index [ 'index' ]",
        "detached index [ 'index' ]",
        "onAfterPageUnload []",
        "onBeforePageLoad []",
        "created detail []",
        "attached detail [ 'detail' ]",
        "onLoad detail [ 'detail' ]",
        "onShow detail [ 'detail' ]",
        "onAfterPageLoad [ 'detail' ]",
        "onAppRoute [ 'detail' ]",
        "onAppRouteDone [ 'detail' ]",
    ]


@pytest.mark.parametrize(
    ("url", "how", "names"),
    [
        ("/pages/detail/detail", "navigateTo",
         "BeforeAppRoute BeforePageLoad AfterPageLoad AppRoute AppRouteDone"),
        ("/pages/index/index", "reLaunch",
         ("BeforeAppRoute BeforePageUnload AfterPageUnload BeforePageLoad AfterPageLoad AppRoute "
         "AppRouteDone")),
        ("/pages/home/home", "switchTab",
         ("BeforeAppRoute BeforePageUnload AfterPageUnload BeforePageLoad AfterPageLoad AppRoute "
         "AppRouteDone")),
    ],
)  # fmt: skip
def test_other_routes(play: Play, url: str, how: str, names: str) -> None:
    found = routed(play, url, how)
    assert [line.split(" ")[0].removeprefix("on") for line in found] == names.split()


def test_going_back(play: Play, heard: Any) -> None:
    host = play(DETAILS, file="app.js")
    host.navigate("/pages/detail/detail?a=1")
    host.navigate("/pages/detail/detail?b=2")
    before = len(host.console)
    host.back(2)
    told = heard(host)[before:]
    assert [name for name, _ in told] == [
        "onBeforeAppRoute", "onBeforePageUnload", "onAfterPageUnload", "onBeforePageUnload",
        "onAfterPageUnload", "onAppRoute", "onAppRouteDone",
    ]  # fmt: skip
    assert [r["page"]["options"] for name, r in told if name == "onBeforePageUnload"] == [
        {"b": "2"}, {"a": "1"},
    ]  # fmt: skip
    assert {r["routeEventId"] for _, r in told} == {"4"}
    assert (told[0][1]["path"], told[0][1]["openType"]) == ("pages/index/index", "navigateBack")


def test_a_tab_that_is_kept(play: Play) -> None:
    listening = "wx.onAppRoute((r) => say([r.openType, r.path]));"
    host = play(listening, file="app.js", launch=Launch("pages/home/home"))
    host.tap_tab("pages/mine/mine")
    host.tap_tab("pages/home/home")
    host.tap_tab("pages/home/home")
    assert [json.loads(line) for line in lines(host)] == [
        ["appLaunch", "pages/home/home"],
        ["switchTab", "pages/mine/mine"],
        ["switchTab", "pages/home/home"],
    ]


def test_what_is_told(play: Play, heard: Any) -> None:
    files = {"pages/detail/detail.json": json.dumps({"navigationBarTitleText": "more"})}
    host = play(DETAILS, file="app.js", files=files, clock="virtual")
    before = len(host.console)
    host.navigate("/pages/detail/detail?a=1")
    told = dict(heard(host)[before:])
    way = {
        "path": "pages/detail/detail", "query": {"a": "1"}, "openType": "navigateTo",
        "routeEventId": "2",
    }  # fmt: skip
    config = {"navigationBarTitleText": "more"}
    number = told["onAppRoute"]["webviewId"]
    whole = {
        **way, "webviewId": number, "renderer": "webview", "notFound": False, "page": config
    }  # fmt: skip
    time = told["onAppRoute"]["timeStamp"]
    assert time == int(host.app.clock.epoch())
    assert told["onBeforeAppRoute"] == whole
    assert told["onAppRoute"] == {**whole, "timeStamp": time}
    assert told["onAppRouteDone"] == {**way, "webviewId": number, "timeStamp": time}
    assert told["onBeforePageLoad"] == {**way, "componentFramework": "exparser"}
    after = told["onAfterPageLoad"]
    assert after.pop("page")["route"] == "pages/detail/detail"
    assert after == told["onBeforePageLoad"]


def test_the_page_is_the_page_itself(play: Play, heard: Any) -> None:
    text = "wx.onAfterPageLoad((r) => say(r.page === getCurrentPages()[0]));"
    assert heard(play(text, file="app.js")) == [True]


def test_how_programs_are_entered(play: Play, heard: Any) -> None:
    host = play("wx.onAppRoute((r) => say([r.openType, r.query]));", file="app.js")
    host.background()
    host.foreground()
    host.background()
    host.foreground(Launch("pages/detail/detail", "a=1"))
    assert heard(host) == [["appLaunch", {}], ["autoReLaunch", {"a": "1"}]]


@pytest.mark.parametrize(
    ("declared", "renderer", "framework"),
    [
        ({}, "webview", "exparser"),
        ({"renderer": "skyline", "componentFramework": "glass-easel"}, "skyline", "glass-easel"),
        ({"renderer": "x", "componentFramework": 1}, "webview", "exparser"),
    ],
)
def test_what_shows_the_page(
    play: Play, heard: Any, declared: Any, renderer: str, framework: str
) -> None:
    text = """
        wx.onAppRoute((r) => say(r.renderer));
        wx.onBeforePageLoad((r) => say(r.componentFramework));
    """
    files = {"app.json": json.dumps({**APP, **declared})}
    assert heard(play(text, file="app.js", files=files)) == [framework, renderer]


def test_a_listener_that_is_added_on_the_way(play: Play, heard: Any) -> None:
    page = f"{SAY}Page({{ onLoad() {{ {DETAILS} }} }});"
    host = play("", file="app.js", files={INDEX: page})
    assert [name for name, _ in heard(host)] == ["onAfterPageLoad", "onAppRoute", "onAppRouteDone"]


@pytest.mark.parametrize("name", EVENTS)
def test_off(play: Play, heard: Any, name: str) -> None:
    off = name.replace("on", "off", 1)
    text = f"const a = () => say('a'); wx.{name}(a); wx.{name}(() => say('b')); wx.{off}(a);"
    host = play(text, file="app.js", files={INDEX: "Page({});"})
    host.navigate("/pages/detail/detail", "redirectTo")
    assert set(heard(host)) == {"b"}


def test_a_listener_that_throws(play: Play, heard: Any) -> None:
    text = "wx.onBeforeAppRoute(() => { throw new Error('mine'); }); wx.onAppRoute(() => say(1));"
    host = play(text, file="app.js")
    assert heard(host) == [1]
    assert [error.message for error in host.errors] == ["Error: mine"]
    assert host.page.route == "pages/index/index"


def test_routes_that_fail_are_told_of_by_nobody(play: Play) -> None:
    text = f"{LISTEN} setTimeout(() => wx.navigateTo({{ url: '/none', fail() {{}} }}), 10);"
    host = play(text, file="app.js")
    assert len(lines(host)) == 5


def test_the_trace_has_what_was_listened_to(play: Play) -> None:
    def names(text: str, **settings: Any) -> list[str]:
        host = play(text, file="app.js", **settings)
        found = [record.name for record in host.trace.of(EventRecord)]
        return [name for name in found if name in EVENTS]

    assert names("") == []
    assert names("wx.onAppRoute(() => {}); wx.onAppRouteDone(() => {});") == [
        "onAppRoute", "onAppRouteDone"
    ]  # fmt: skip
    assert names("", base_library="3.5.4") == []
