"""应用级事件: wx.onError and wx.onUnhandledRejection, and how a program stops to listen."""

from __future__ import annotations

from typing import Any

import pytest

from .calls import Play

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
