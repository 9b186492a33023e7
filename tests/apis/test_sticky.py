"""置顶: wx.setTopBarText."""

from __future__ import annotations

from typing import Any

import pytest

from .calls import Play

TWICE = """
    const set = (text) => wx.setTopBarText({ text, complete(r) { say(r.errMsg); } });
    set('a');
    setTimeout(() => set('b'), WAIT);
"""


@pytest.mark.parametrize(
    ("wait", "text", "outcome"),
    [(4999, "a", "fail invoke too frequently"), (5000, "b", "ok")],
)
def test_twice(play: Play, heard: Any, wait: int, text: str, outcome: str) -> None:
    host = play(TWICE.replace("WAIT", str(wait)), clock="virtual")
    assert heard(host) == ["setTopBarText:ok", f"setTopBarText:{outcome}"]
    assert host.phone.screen.top_bar_text == text


def test_a_failure_does_not_count(play: Play, heard: Any) -> None:
    text = TWICE.replace("WAIT", "4000") + "setTimeout(() => set('c'), 5000);"
    host = play(text, clock="virtual")
    assert heard(host)[-1] == "setTopBarText:ok"
    assert host.phone.screen.top_bar_text == "c"
