"""加密: wx.getRandomValues."""

from __future__ import annotations

from typing import Any

import pytest

from .calls import CallApi, Play

BYTES = """wx.getRandomValues({ length: 8, success(r) {
    say([r.randomValues instanceof ArrayBuffer, wx.arrayBufferToBase64(r.randomValues)]);
} });"""


def test_values(play: Play, heard: Any) -> None:
    ((is_buffer, first), (_, second)) = heard(play(BYTES + BYTES))
    assert is_buffer
    assert len(first) == 12
    assert first != second


def test_they_repeat_with_the_virtual_clock_only(play: Play, heard: Any) -> None:
    assert heard(play(BYTES)) == heard(play(BYTES))
    assert heard(play(BYTES, clock="real")) != heard(play(BYTES, clock="real"))


def test_they_do_not_change_what_the_servers_give(play: Play, heard: Any) -> None:
    login = "wx.login({ success(r) { say(r.code); } });"
    assert heard(play(login)) == heard(play(BYTES + login))[1:]


@pytest.mark.parametrize(("length", "size"), [("1", 1), ("16.0", 16), ("1048576", 1048576)])
def test_lengths(play: Play, heard: Any, length: str, size: int) -> None:
    text = (
        f"wx.getRandomValues({{ length: {length} }}).then((r) => say(r.randomValues.byteLength));"
    )
    assert heard(play(text)) == [size]


@pytest.mark.parametrize("length", ["0", "-1", "1.5", "1048577", "NaN", "1e400", "-1e400"])
def test_lengths_that_cannot_be(call: CallApi, length: str) -> None:
    assert call("getRandomValues", f"length: {length}") == (
        "fail",
        {"errMsg": "getRandomValues:fail invalid random value length", "errno": 109001},
    )
