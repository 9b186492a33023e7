"""视频: wx.saveVideoToPhotosAlbum."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jshost.world.files import Saved

from .calls import CallApi, Play
from .conftest import MP4

GRANTED: dict[str, Any] = {"grant": ["scope.writePhotosAlbum"]}


def test_save_video(play: Play, heard: Any) -> None:
    host = play("wx.saveVideoToPhotosAlbum({ filePath: 'a.mp4', success: say });", **GRANTED)
    assert heard(host) == [{"errMsg": "saveVideoToPhotosAlbum:ok"}]
    assert host.phone.album == [Saved("video", "a.mp4", MP4)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("none.mp4", "fail file not found"),
        ("../package/../secret.mp4", "fail file not found"),
        ("a.png", "fail invalid file type"),
    ],
)
def test_save_video_of_something_else(
    play: Play, heard: Any, folder: Path, path: str, text: str
) -> None:
    (folder.parent / "secret.mp4").write_bytes(MP4)
    host = play(f"wx.saveVideoToPhotosAlbum({{ filePath: '{path}', fail: say }});", **GRANTED)
    assert heard(host) == [{"errMsg": f"saveVideoToPhotosAlbum:{text}"}]
    assert host.phone.album == []


def test_save_video_of_a_heif_picture(call: CallApi, folder: Path) -> None:
    (folder / "c.mp4").write_bytes(b"\0\0\0\x18ftypheic")
    assert call("saveVideoToPhotosAlbum", "filePath: 'c.mp4'", **GRANTED) == (
        "fail",
        {"errMsg": "saveVideoToPhotosAlbum:fail invalid file type"},
    )
