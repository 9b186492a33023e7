"""图片: wx.saveImageToPhotosAlbum, and which files it can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jshost import Scenario
from jshost.world.files import Saved

from .calls import CallApi, Play
from .conftest import PNG

GRANTED: dict[str, Any] = {"grant": ["scope.writePhotosAlbum"]}
NOT_FOUND = ("fail", {"errMsg": "saveImageToPhotosAlbum:fail file not found"})


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.png", PNG),
        ("/a.png", PNG),
        ("./a.png", PNG),
        ("images/b.png", PNG + b" of b"),
        ("images/../a.png", PNG),
    ],
)
def test_save_image(play: Play, heard: Any, path: str, data: bytes) -> None:
    host = play(f"wx.saveImageToPhotosAlbum({{ filePath: '{path}', success: say }});", **GRANTED)
    assert heard(host) == [{"errMsg": "saveImageToPhotosAlbum:ok"}]
    assert host.phone.album == [Saved("image", path, data)]


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe0 jpeg",
        b"GIF89a",
        b"GIF87a",
        b"BM bitmap",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic",
    ],
)
def test_save_image_formats(call: CallApi, folder: Path, start: bytes) -> None:
    (folder / "c.bin").write_bytes(start)
    assert call("saveImageToPhotosAlbum", "filePath: 'c.bin'", **GRANTED)[0] == "success"


@pytest.mark.parametrize("start", [b"", b"text", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42"])
def test_save_image_of_something_else(play: Play, heard: Any, folder: Path, start: bytes) -> None:
    (folder / "c.png").write_bytes(start)
    host = play("wx.saveImageToPhotosAlbum({ filePath: 'c.png', fail: say });", **GRANTED)
    assert heard(host) == [{"errMsg": "saveImageToPhotosAlbum:fail invalid file type"}]
    assert host.phone.album == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "/",
        "images",
        "none.png",
        "../secret.png",
        "images/../../secret.png",
        "/../secret.png",
        "..",
        "ABSOLUTE",
        "file://ABSOLUTE",
        "link.png",
        "outside/secret.png",
        "a.png\\0",
        "..\\\\secret.png",
        "wxfile://a.png",
        "wxfile://../secret.png",
        "http://tmp/a.png",
        "http://usr/../secret.png",
        "https://example.com/a.png",
        "\\ud800",
        "x/".ljust(6000, "x"),
    ],
)
def test_save_image_reads_nothing_outside(play: Play, heard: Any, folder: Path, path: str) -> None:
    secret = folder.parent / "secret.png"
    secret.write_bytes(PNG)
    (folder / "link.png").symlink_to(secret)
    (folder / "outside").symlink_to(folder.parent, target_is_directory=True)
    path = path.replace("ABSOLUTE", secret.as_posix())
    host = play(f"wx.saveImageToPhotosAlbum({{ filePath: '{path}', fail: say }});", **GRANTED)
    assert heard(host) == [NOT_FOUND[1]]
    assert host.phone.album == []


def test_save_image_without_a_package(call: CallApi) -> None:
    assert call("saveImageToPhotosAlbum", root="", **GRANTED) == NOT_FOUND


def test_save_image_of_the_scenario(play: Play, heard: Any, folder: Path) -> None:
    scenario = Scenario(files={"wxfile://tmp_photo.png": folder / "a.png"})
    host = play(
        "wx.saveImageToPhotosAlbum({ filePath: 'wxfile://tmp_photo.png', success: say });",
        scenario=scenario,
        **GRANTED,
    )
    assert len(heard(host)) == 1
    assert host.phone.album == [Saved("image", "wxfile://tmp_photo.png", PNG)]


def test_save_image_refused_saves_nothing(play: Play) -> None:
    host = play("wx.saveImageToPhotosAlbum({ filePath: 'a.png', fail() {} });", on_prompt="deny")
    assert host.phone.album == []
