"""应用级事件: what a program hears of itself, and how it stops to listen."""

from __future__ import annotations

import os
from typing import Any

import pytest

from jshost import Host
from jshost.errors import ProtocolError
from jshost.world.launch import Launch
from tests.engine.hostile import posted, result, take_over

from .calls import SAY, Play
from .samples.sample import INDEX

THROW = "setTimeout(() => { throw new TypeError('mine'); });"


def test_on_error_in_a_timer(play: Play, heard: Any) -> None:
    host = play(f"wx.onError(say); {THROW}")
    (text,) = heard(host)
    assert text.startswith("TypeError: mine\n")
    assert "test.js" in text
    (error,) = host.errors
    assert error.message == "TypeError: mine"
    assert error.where.startswith("test.js:1")


def test_on_error_keeps_every_listener(play: Play, heard: Any) -> None:
    host = play(f"wx.onError(() => say('a')); wx.onError(() => say('b')); {THROW} {THROW}")
    assert heard(host) == ["a", "b", "a", "b"]


@pytest.mark.parametrize(
    ("off", "left"), [("wx.offError(a);", ["b"]), ("wx.offError();", []), ("", ["a", "b"])]
)
def test_off_error(play: Play, heard: Any, off: str, left: list[str]) -> None:
    host = play(f"""
        const a = () => say('a');
        wx.onError(a);
        wx.onError(() => say('b'));
        {off}
        {THROW}
    """)
    assert heard(host) == left
    assert len(host.errors) == 1


def test_off_error_of_a_stranger(play: Play, heard: Any) -> None:
    host = play(f"wx.offError(say); wx.onError(() => say('a')); wx.offError(() => 1); {THROW}")
    assert heard(host) == ["a"]


def test_off_error_by_the_listener_itself(play: Play, heard: Any) -> None:
    host = play(f"""
        wx.onError(function once() {{ say('once'); wx.offError(once); }});
        wx.onError(() => say('each time'));
        {THROW} {THROW}
    """)
    assert heard(host) == ["once", "each time", "each time"]


@pytest.mark.parametrize("listener", ["", "undefined", "null", "5", "{}", "'x'"])
def test_on_error_with_no_function(play: Play, listener: str) -> None:
    host = play(f"wx.onError({listener}); {THROW}")
    assert [error.message for error in host.errors] == ["TypeError: mine"]


def test_on_error_listener_that_throws(play: Play, heard: Any) -> None:
    host = play(f"""
        wx.onError(() => {{ say('first'); throw new Error('again'); }});
        wx.onError(() => say('second'));
        {THROW}
    """)
    assert heard(host) == ["first", "second"]
    assert [error.message for error in host.errors] == ["TypeError: mine", "Error: again"]


def test_on_error_returns_nothing(play: Play, heard: Any) -> None:
    assert heard(play("say([wx.onError(say), wx.offError(say)]);")) == [[None, None]]


# -- rejections -----------------------------------------------------------------------------------


def reasons(play: Play, heard: Any, text: str, **settings: Any) -> list[Any]:
    """Return the reasons that a listener for rejections is told."""
    host = play(f"wx.onUnhandledRejection((r) => say(r.reason)); {text}", **settings)
    if not host.tracks_rejections:
        pytest.skip("this engine does not tell")
    return list(heard(host))


def test_on_unhandled_rejection(play: Play, heard: Any) -> None:
    text = "Promise.reject(new Error('mine'));"
    (reason,) = reasons(play, heard, text)
    assert "mine" in reason


def test_on_unhandled_rejection_without_an_error(play: Play, heard: Any) -> None:
    (reason,) = reasons(play, heard, "Promise.reject('mine');")
    assert reason == "mine"


def test_on_unhandled_rejection_handled_in_time(play: Play, heard: Any) -> None:
    assert reasons(play, heard, "Promise.reject(1).catch(() => say('caught'));") == ["caught"]


def test_on_unhandled_rejection_is_not_on_error(play: Play, heard: Any) -> None:
    text = "wx.onError(() => say('onError')); wx.offUnhandledRejection(); Promise.reject(1);"
    assert reasons(play, heard, text) == []


# -- showing and hiding ---------------------------------------------------------------------------

LAUNCHED = {
    "path": "pages/index/index",
    "query": {},
    "scene": 1001,
    "referrerInfo": {},
    "apiCategory": "default",
}
SHOWING = """
    wx.onAppShow((options) => say(['show', options.scene]));
    wx.onAppHide((detail) => say(['hide', detail]));
"""


def left_and_entered(play: Play, text: str, file: str = "app.js", **settings: Any) -> Host:
    """Run a program that its user leaves, and comes back to by a card in a chat."""
    host = play(text, file=file, **settings)
    host.background()
    host.foreground(Launch(scene=1007))
    return host


def test_on_app_show_at_the_launch(play: Play, heard: Any) -> None:
    assert heard(play("wx.onAppShow(say);", file="app.js")) == [LAUNCHED]


def test_on_app_show_and_hide(play: Play, heard: Any) -> None:
    host = left_and_entered(play, SHOWING)
    assert heard(host) == [["show", 1001], ["hide", {"reason": 0}], ["show", 1007]]


def test_a_listener_of_a_page_comes_after_the_launch(play: Play, heard: Any) -> None:
    host = left_and_entered(play, SHOWING, INDEX)
    assert heard(host) == [["hide", {"reason": 0}], ["show", 1007]]


def test_apps_own_hooks_come_first(play: Play, heard: Any) -> None:
    app = f"""{SAY}
        wx.onAppShow(() => say('listener of show'));
        wx.onAppHide(() => say('listener of hide'));
        App({{ onShow() {{ say('onShow'); }}, onHide() {{ say('onHide'); }} }});
    """
    host = left_and_entered(play, "", INDEX, files={"app.js": app})
    shown = ["onShow", "listener of show"]
    assert heard(host) == [*shown, "onHide", "listener of hide", *shown]


@pytest.mark.parametrize(
    ("off", "left"), [("wx.offAppHide(a);", ["b"]), ("wx.offAppHide();", []), ("", ["a", "b"])]
)
def test_off_app_hide(play: Play, heard: Any, off: str, left: list[str]) -> None:
    listening = "const a = () => say('a'); wx.onAppHide(a); wx.onAppHide(() => say('b'));"
    assert heard(left_and_entered(play, f"{listening} {off}")) == left


def test_a_listener_that_throws(play: Play, heard: Any) -> None:
    text = "wx.onAppHide(() => { throw new Error('mine'); }); wx.onAppHide(() => say('other'));"
    host = left_and_entered(play, text)
    assert heard(host) == ["other"]
    assert [error.message for error in host.errors] == ["Error: mine"]


def test_nothing_is_told_of_a_plain_script(play: Play, heard: Any) -> None:
    assert heard(play(SHOWING)) == []


# -- pages that are not there ---------------------------------------------------------------------

NOWHERE = Launch("pages/none/none", "a=1")
NOT_FOUND = {"path": "pages/none/none", "query": {"a": "1"}, "isEntryPage": True}


def test_on_page_not_found(play: Play, heard: Any) -> None:
    assert heard(play("wx.onPageNotFound(say);", file="app.js", launch=NOWHERE)) == [NOT_FOUND]


def test_on_page_not_found_leads_elsewhere(play: Play) -> None:
    text = "wx.onPageNotFound(() => wx.redirectTo({ url: '/pages/detail/detail' }));"
    host = play(text, file="app.js", launch=NOWHERE)
    assert host.page.route == "pages/detail/detail"


def test_off_page_not_found(play: Play, heard: Any) -> None:
    text = "wx.onPageNotFound(say); wx.offPageNotFound(say);"
    assert heard(play(text, file="app.js", launch=NOWHERE)) == []


def test_a_page_that_a_route_does_not_find_is_none_of_these(play: Play, heard: Any) -> None:
    text = "wx.onPageNotFound(say); wx.navigateTo({ url: '/none', fail() {} });"
    assert heard(play(text, file="app.js")) == []


# -- App's hooks are older than the events of wx --------------------------------------------------

HOOKS = f"""{SAY}
    say(['onError', 'onUnhandledRejection', 'onPageNotFound', 'onAppShow'].filter((n) => n in wx));
    App({{
        onError(text) {{ say(['onError', text.split('\\n')[0]]); }},
        onUnhandledRejection(r) {{ say(['onUnhandledRejection', r.reason]); }},
        onPageNotFound(r) {{ say(['onPageNotFound', r.path]); }},
        onThemeChange() {{}},
    }});
    setTimeout(() => {{ throw new TypeError('mine'); }}, 1);
    setTimeout(() => {{ Promise.reject('no'); }}, 2);
"""


@pytest.mark.parametrize("library", ["1.0.0", "1.9.90", "2.1.1"])
def test_hooks_in_libraries_without_the_events(play: Play, heard: Any, library: str) -> None:
    files = {"app.js": HOOKS}
    host = play("", file=INDEX, files=files, launch=NOWHERE, base_library=library)
    told = [["onPageNotFound", "pages/none/none"], ["onError", "TypeError: mine"]]
    if host.tracks_rejections:
        told.append(["onUnhandledRejection", "no"])
    assert heard(host) == [[], *told]


def test_hooks_and_listeners_are_both_told(play: Play, heard: Any) -> None:
    app = f"""{SAY}
        wx.onError(() => say('before'));
        App({{ onError() {{ say('App'); }} }});
        wx.onError(() => say('after'));
        {THROW}
    """
    assert heard(play("", file=INDEX, files={"app.js": app})) == ["before", "App", "after"]


def test_off_error_leaves_apps_hook_alone(play: Play, heard: Any) -> None:
    app = f"""{SAY}
        App({{ onError() {{ say('App'); }} }});
        const a = () => say('a');
        wx.onError(a);
        wx.offError(a);
        {THROW}
    """
    assert heard(play("", file=INDEX, files={"app.js": app})) == ["App"]


@pytest.mark.skipif(os.environ.get("JSHOST_ISOLATION") == "none", reason="is about processes")
@pytest.mark.parametrize("library", ["1.0.0", "3.0.0"])
@pytest.mark.parametrize(
    ("event", "known"),
    [
        ("onError", True),
        ("onThemeChange", True),
        ("RecorderManager.onStart", True),
        ("UpdateManager.onUpdateReady", True),
        ("offError", False),
        ("navigateTo", False),
        ("onNothing", False),
        ("", False),
        ("#1", False),
        ("onError#1", False),
        ("env", False),
        ("getUpdateManager", False),
        ("UpdateManager.applyUpdate", False),
        ("UpdateManager.onUpdateReady#1", False),
        ("Worker.onMessage", False),
        ("Worker.onMessage#1", False),
    ],
)
def test_what_a_guest_may_say_it_listens_to(
    monkeypatch: pytest.MonkeyPatch, event: str, known: bool, library: str
) -> None:
    take_over(monkeypatch, posted(["listen", event]) + result())
    with Host(clock="virtual", isolation="process", base_library=library) as host:
        if known:
            host.eval("1")
            return
        with pytest.raises(ProtocolError):
            host.eval("1")
