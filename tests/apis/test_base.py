"""基础: wx.canIUse, wx.nextTick, wx.arrayBufferToBase64 and wx.base64ToArrayBuffer."""

from __future__ import annotations

from typing import Any

import pytest

from jshost.differences import LATEST

from .calls import Play


@pytest.mark.parametrize(
    ("schema", "library", "answer"),
    [
        # APIs
        ("authorize", LATEST, True),
        ("authorize", "1.2.0", True),
        ("authorize", "1.1.9", False),
        ("openBluetoothAdapter", LATEST, True),
        ("showToast", "1.1.1", True),
        ("getFuzzyLocation", "2.24.0", False),
        ("getFuzzyLocation", "2.25.0", True),
        ("getRecorderManager", "1.6.0", True),
        ("getRecorderManager", "1.5.9", False),
        ("noSuchThing", LATEST, False),
        ("", LATEST, False),
        (".", LATEST, False),
        ("authorize.", LATEST, False),
        ("__proto__", LATEST, False),
        ("constructor", LATEST, False),
        ("Authorize", LATEST, False),
        # their parameters and results
        ("authorize.object", LATEST, True),
        ("authorize.object.scope", LATEST, True),
        ("authorize.object.scop", LATEST, False),
        ("authorize.nothing.scope", LATEST, False),
        ("showToast.object.image", LATEST, True),
        ("showToast.object.image", "1.1.1", True),
        ("showToast.object.icon.none", LATEST, True),
        ("showToast.object.icon.nothing", LATEST, False),
        ("showToast.object.title.nothing", LATEST, False),
        ("getLocation.object.type.gcj02", LATEST, True),
        ("getLocation.object.altitude", "1.5.9", False),
        ("getLocation.object.altitude", "1.6.0", True),
        ("getLocation.object.isHighAccuracy", "2.8.3", False),
        ("getLocation.object.isHighAccuracy", "2.9.0", True),
        ("getLocation.success.horizontalAccuracy", LATEST, True),
        ("getSystemInfo.success.screenWidth", LATEST, True),
        ("getSystemInfo.success.theme", "2.10.4", False),
        ("getSystemInfo.success.theme", "2.11.0", True),
        ("getSystemInfoSync.return.safeArea.left", LATEST, True),
        ("getSystemInfoSync.return.safeArea.left", "2.6.9", False),
        ("onCompassChange.callback.direction", LATEST, True),
        ("request.object.method.GET", LATEST, True),
        ("request.object.method.NO", LATEST, False),
        ("getSetting.success.authSetting", LATEST, True),
        ("getSetting.success.subscriptionsSetting", "2.10.0", False),
        # managers
        ("getRecorderManager.return.onStop", LATEST, True),
        ("getRecorderManager.return.onNothing", LATEST, False),
        ("getRecorderManager.return.onInterruptionBegin", "2.2.9", False),
        ("getRecorderManager.return.onInterruptionBegin", "2.3.0", True),
        # components
        ("button", LATEST, True),
        ("live-player", LATEST, True),
        ("live-player", "1.6.9", False),
        ("text.selectable", LATEST, True),
        ("button.open-type", "1.1.1", True),
        ("button.open-type.contact", LATEST, True),
        ("button.open-type.openSetting", LATEST, True),
        ("button.open-type.nothing", LATEST, False),
        ("button.nothing", LATEST, False),
        ("no-such-component", LATEST, False),
    ],
)  # fmt: skip
def test_can_i_use(play: Play, heard: Any, schema: str, library: str, answer: bool) -> None:
    assert heard(play(f"say(wx.canIUse('{schema}'));", base_library=library)) == [answer]


@pytest.mark.parametrize(
    "schema",
    ["console.log", "CameraContext.onCameraFrame", "CameraFrameListener.start", "Image.src"],
)
def test_can_i_use_methods_and_properties_of_objects(play: Play, heard: Any, schema: str) -> None:
    assert heard(play(f"say(wx.canIUse('{schema}'));")) == [True]


def test_can_i_use_is_not_in_the_first_libraries(play: Play, heard: Any) -> None:
    assert heard(play("say(typeof wx.canIUse);", base_library="1.1.0")) == ["undefined"]


# -- wx.nextTick ----------------------------------------------------------------------------------


def test_next_tick_comes_after_the_microtasks(play: Play, heard: Any) -> None:
    host = play("""
        wx.nextTick((...args) => say(['tick', args.length]));
        Promise.resolve().then(() => say('microtask'));
        say('sync');
    """)
    assert heard(host) == ["sync", "microtask", ["tick", 0]]


def test_next_tick_in_order(play: Play, heard: Any) -> None:
    host = play("""
        wx.nextTick(() => { say('a'); wx.nextTick(() => say('c')); });
        wx.nextTick(() => say('b'));
        setTimeout(() => say('timer'), 1);
    """)
    assert heard(host) == ["a", "b", "c", "timer"]


def test_next_tick_that_throws(play: Play, heard: Any) -> None:
    host = play("wx.nextTick(() => { throw new Error('x'); }); wx.nextTick(() => say('next'));")
    assert heard(host) == ["next"]
    assert [error.message for error in host.errors] == ["Error: x"]


def test_next_tick_returns_before_the_callback(play: Play, heard: Any) -> None:
    host = play("let done = false; wx.nextTick(() => { done = true; }); say(done);")
    assert heard(host) == [False]
    assert host.eval("typeof done") == "undefined"  # a script's own variables are its own


# -- wx.arrayBufferToBase64, wx.base64ToArrayBuffer -----------------------------------------------


@pytest.mark.parametrize(
    ("buffer", "text"),
    [
        ("new ArrayBuffer(0)", ""),
        ("new ArrayBuffer(1)", "AA=="),
        ("new Uint8Array([104, 105]).buffer", "aGk="),
        ("new Uint8Array([251, 255, 190])", "+/++"),
        ("new Uint8Array([0, 104, 105, 0]).subarray(1, 3)", "aGk="),
        ("new DataView(new Uint8Array([0, 104, 105]).buffer, 1)", "aGk="),
        ("new Uint16Array([0x6968])", "aGk="),
    ],
)
def test_buffer_to_base64(play: Play, heard: Any, buffer: str, text: str) -> None:
    assert heard(play(f"say(wx.arrayBufferToBase64({buffer}));")) == [text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("AA==", [0]),
        ("+/++", [251, 255, 190]),
        ("aGk=", [104, 105]),
        ("aGk", [104, 105]),
        ("aGl=", [104, 105]),
        (" a G\\tk\\n=\\r\\f", [104, 105]),
    ],
)
def test_base64_to_buffer(play: Play, heard: Any, text: str, found: list[int]) -> None:
    host = play(f"""
        const buffer = wx.base64ToArrayBuffer('{text}');
        say([buffer instanceof ArrayBuffer, Array.from(new Uint8Array(buffer))]);
    """)
    assert heard(host) == [[True, found]]


@pytest.mark.parametrize(
    "text",
    ["a", "aGkaa", "aG=k", "=", "==", "a===", "aG==k", "aGk==", "-_-_", "aG.k", "中文中文",
     "aGk\\u00a0", "\\ud800aaa"],
)  # fmt: skip
def test_base64_that_is_none(play: Play, heard: Any, text: str) -> None:
    host = play(f"""
        try {{ wx.base64ToArrayBuffer('{text}'); }}
        catch (e) {{ say([e instanceof Error, e.errMsg]); }}
    """)
    reason = "The string to be decoded is not correctly encoded."
    assert heard(host) == [[True, f"base64ToArrayBuffer:fail {reason}"]]


def test_base64_there_and_back(play: Play, heard: Any) -> None:
    host = play("""
        const bytes = Uint8Array.from({ length: 100003 }, (_, i) => (i * 7919) >> 3);
        const back = new Uint8Array(wx.base64ToArrayBuffer(wx.arrayBufferToBase64(bytes)));
        say([back.length, back.every((byte, i) => byte === bytes[i])]);
    """)
    assert heard(host) == [[100003, True]]


@pytest.mark.parametrize("name", ["arrayBufferToBase64", "base64ToArrayBuffer"])
def test_base64_is_not_in_the_first_library(play: Play, heard: Any, name: str) -> None:
    assert heard(play(f"say(typeof wx.{name});", base_library="1.0.0")) == ["undefined"]
