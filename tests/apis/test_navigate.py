"""跳转: to other programs, back, and out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.world.departures import Departure
from jshost.world.launch import Launch

from .calls import PROGRAM, CallApi, Play
from .samples.sample import INDEX, REFERRED

NO_TAP = "fail can only be invoked by user TAP gesture."
HEAR = """
    wx.onAppHide((r) => say(['hide', r.reason]));
    wx.onAppShow((r) => say(['show', r.scene, r.referrerInfo]));
"""
GO = "wx.navigateToMiniProgram({ appId: 'wx0ther', path: 'a?b=1', extraData: { c: [1] },"


def tapped(play: Play, script: str, **settings: Any) -> Host:
    """Run a script as a tap on a page does."""
    page = f"const say = (v) => console.log(JSON.stringify(v)); Page({{ go() {{ {script} }} }});"
    files = {INDEX: page, **settings.pop("files", {})}
    host = play("", file="app.js", files=files, **settings)
    host.page.tap("go")
    return host


# -- wx.navigateToMiniProgram ---------------------------------------------------------------------


def test_to_another_program_and_back(play: Play, heard: Any) -> None:
    host = tapped(play, f"{HEAR} {GO} success(r) {{ say(r.errMsg); }} }});")
    assert heard(host) == ["navigateToMiniProgram:ok", ["hide", 1]]
    assert host.phone.departures == [
        Departure("navigateToMiniProgram", "wx0ther", "a?b=1", {"c": [1]}, "release")
    ]
    host.foreground(Launch(scene=1038, referrer="wx0ther", extra={"d": 2}))
    assert heard(host)[2:] == [["show", 1038, {"appId": "wx0ther", "extraData": {"d": 2}}]]


def test_the_user_stays(play: Play, heard: Any) -> None:
    script = f"{HEAR} {GO} fail(r) {{ say(r.errMsg); }} }});"
    host = tapped(play, script, answers={"navigateToMiniProgram": "cancel"})
    assert heard(host) == ["navigateToMiniProgram:fail cancel"]
    assert host.phone.departures == []


@pytest.mark.parametrize(("library", "allowed"), [("2.2.5", True), ("2.3.0", False)])
def test_needs_a_tap(play: Play, heard: Any, library: str, allowed: bool) -> None:
    host = play(f"{GO} complete(r) {{ say(r.errMsg); }} }});", file=INDEX, base_library=library)
    assert heard(host) == [f"navigateToMiniProgram:{'ok' if allowed else NO_TAP}"]
    assert len(host.phone.departures) == int(allowed)
    assert host.choices == []


@pytest.mark.parametrize(
    ("library", "named", "ends"),
    [
        ("2.3.0", [], "ok"),
        ("2.4.0", ["wx0ther"], "ok"),
        ("2.4.0", [], 'fail appId "wx0ther" is not in navigateToMiniProgramAppIdList'),
        ("2.4.0", None, 'fail appId "wx0ther" is not in navigateToMiniProgramAppIdList'),
        ("2.11.0", None, "ok"),
    ],
)
def test_the_list_of_programs(
    play: Play, heard: Any, library: str, named: list[str] | None, ends: str
) -> None:
    app = json.loads(PROGRAM["app.json"])
    if named is not None:
        app["navigateToMiniProgramAppIdList"] = named
    script = f"{GO} complete(r) {{ say(r.errMsg); }} }});"
    host = tapped(play, script, base_library=library, files={"app.json": json.dumps(app)})
    assert heard(host) == [f"navigateToMiniProgram:{ends}"]


@pytest.mark.parametrize("options", ["_: 0", "appId: ''", "path: 'a'"])
def test_no_program(call: CallApi, options: str) -> None:
    text = "navigateToMiniProgram:fail invalid appid"
    assert call("navigateToMiniProgram", options) == ("fail", {"errMsg": text})


def test_short_links(play: Play) -> None:
    host = play("wx.navigateToMiniProgram({ shortLink: '#小程序://x' });")
    assert [to.short_link for to in host.phone.departures] == ["#小程序://x"]


# -- wx.navigateBackMiniProgram and wx.exitMiniProgram --------------------------------------------


def test_back_to_the_program_that_opened_it(play: Play, heard: Any) -> None:
    script = f"{HEAR} wx.navigateBackMiniProgram({{ extraData: {{ a: 1 }} }});"
    host = play(script, file=REFERRED)
    assert heard(host) == [["hide", 1]]
    assert host.phone.departures == [Departure("navigateBackMiniProgram", "wx0pener", "", {"a": 1})]


@pytest.mark.parametrize("file", ["", INDEX])
def test_nobody_to_go_back_to(play: Play, heard: Any, file: str) -> None:
    host = play("wx.navigateBackMiniProgram({ fail(r) { say(r.errMsg); } });", file=file)
    assert heard(host) == ["navigateBackMiniProgram:fail not MiniProgram can navigate back"]
    assert host.phone.departures == []


def test_exit(play: Play, heard: Any) -> None:
    host = tapped(play, f"{HEAR} wx.exitMiniProgram({{ success(r) {{ say(r.errMsg); }} }});")
    assert heard(host) == ["exitMiniProgram:ok", ["hide", 0]]
    assert host.phone.departures == [Departure("exitMiniProgram")]


def test_exit_needs_a_tap(play: Play, heard: Any) -> None:
    host = play("wx.exitMiniProgram({ fail(r) { say(r.errMsg); } });", file=INDEX)
    assert heard(host) == [f"exitMiniProgram:{NO_TAP}"]


def test_leaving_twice_is_leaving_once(play: Play, heard: Any) -> None:
    host = tapped(play, f"{HEAR} wx.exitMiniProgram(); wx.exitMiniProgram();")
    assert heard(host) == [["hide", 0]]


def test_a_fresh_run_has_no_departures(play: Play) -> None:
    host = play("wx.exitMiniProgram();")
    host.reset()
    assert host.phone.departures == []


# -- wx.postMessageToReferrerMiniProgram ----------------------------------------------------------

POST = "wx.postMessageToReferrerMiniProgram"


@pytest.mark.parametrize(
    ("script", "given"),
    [
        (f"{POST}({{ extraData: {{ a: 1 }} }});", {"a": 1}),
        (f"{POST}({{ extraData: {{ a: 1 }} }}); {POST}({{ extraData: {{ b: 2 }} }});", {"b": 2}),
        (f"{POST}({{ extraData: {{ a: 1 }} }}); {POST}({{}});", {}),
        ("", {}),
    ],
)
def test_messages_to_the_program_that_opened_it(play: Play, script: str, given: Any) -> None:
    host = play(f"{script} wx.navigateBackMiniProgram();", file=REFERRED)
    assert host.phone.message_to_referrer == given
    assert [to.extra_data for to in host.phone.departures] == [given]


def test_what_is_given_when_going_back_is_given_instead(play: Play) -> None:
    back = "wx.navigateBackMiniProgram({ extraData: { b: 2 } });"
    host = play(f"{POST}({{ extraData: {{ a: 1 }} }}); {back}", file=REFERRED)
    assert [to.extra_data for to in host.phone.departures] == [{"b": 2}]


@pytest.mark.parametrize("file", ["", INDEX])
def test_nobody_to_send_messages_to(play: Play, heard: Any, file: str) -> None:
    host = play(f"try {{ {POST}({{}}); }} catch (e) {{ say(e.errMsg); }}", file=file)
    assert heard(host) == ["postMessageToReferrerMiniProgram:fail no referrer"]


@pytest.mark.parametrize("option", ["", "null", "5", "[]"])
def test_messages_that_are_none(play: Play, heard: Any, option: str) -> None:
    script = f"try {{ {POST}({option}); }} catch (e) {{ say(e.errMsg.includes('be Object')); }}"
    assert heard(play(script, file=REFERRED)) == [True]
