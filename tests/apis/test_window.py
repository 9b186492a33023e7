"""窗口: wx.setWindowSize, which phones have no use for, and the small window. What changes of
itself is in test_changes.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from .calls import Play

SET = "wx.setWindowSize({ width: 100, height: 100, complete(r) { say(r.errMsg); } });"


@pytest.mark.parametrize(
    ("library", "text"), [("2.10.9", "fail not supported"), ("2.11.0", "fail deprecated")]
)
def test_set_window_size(play: Play, heard: Any, library: str, text: str) -> None:
    assert heard(play(SET, base_library=library)) == [f"setWindowSize:{text}"]


def test_set_window_size_to_nothing(play: Play, heard: Any) -> None:
    host = play("wx.setWindowSize({ width: '1', complete(r) { say(r.errMsg); } });")
    width = "parameter.width should be Number instead of String;"
    height = "parameter.height should be Number instead of Undefined;"
    assert heard(host) == [f"setWindowSize:fail parameter error: {width}{height}"]


def test_picture_in_picture(play: Play) -> None:
    host = play("")
    assert host.eval("wx.checkIsPictureInPictureActive()") is False
    host.change_device(pictureInPicture=True)
    assert host.eval("wx.checkIsPictureInPictureActive()") is True
