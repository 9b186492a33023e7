"""视频: picking videos, what they are, and saving them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jshost import Host, Scenario
from jshost.world.files import Saved
from jshost.world.scenario import Camera, Device

from .calls import CallApi, Play
from .conftest import MP4
from .media import box, opened, picture, video

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


def test_save_video_into_a_folder(play: Play, folder: Path) -> None:
    scenario = Scenario(album_folder=folder / "saved")
    play("wx.saveVideoToPhotosAlbum({ filePath: 'a.mp4' });", scenario=scenario, **GRANTED)
    assert (folder / "saved" / "VID_0001.mp4").read_bytes() == MP4


# -- picking --------------------------------------------------------------------------------------


@pytest.fixture
def phone(tmp_path: Path) -> Scenario:
    """A phone with pictures and videos in its album, and a camera."""
    files = {
        "a.jpg": picture("JPEG", (3000, 3000)),
        "turned.mp4": video((1920, 1080), seconds=3.5, orientation="right", payload=bytes(9000)),
        "b.png": picture(),
        "small.mov": video((320, 240), seconds=1, brand=b"qt  "),
        "shot.jpg": picture("JPEG", (64, 48)),
        "shot.mp4": video((64, 48), seconds=9),
        "none.mp4": box(b"ftyp", b"mp42"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    album = tuple(tmp_path / name for name in ("a.jpg", "turned.mp4", "b.png", "small.mov"))
    return Scenario(album=album, camera=Camera(tmp_path / "shot.jpg", tmp_path / "shot.mp4"))


def pick(
    play: Play, heard: Any, api: str, scenario: Scenario, options: str = "", answer: str = ""
) -> tuple[Host, dict[str, Any]]:
    """Pick videos; return the host, and the result."""
    host = play(
        f"wx.{api}({{ {options}{',' if options else ''} complete: say }});",
        scenario=scenario,
        answers={api: answer} if answer else {},
    )
    (result,) = heard(host)
    assert host.errors == []
    return host, result


@pytest.mark.parametrize(
    ("answer", "facts"),
    [
        ("", {"duration": 3.5, "width": 1080, "height": 1920}),
        ("1", {"duration": 1, "width": 320, "height": 240}),
        ("camera", {"duration": 9, "width": 64, "height": 48}),
    ],
)
def test_choose_video(
    play: Play, heard: Any, phone: Scenario, answer: str, facts: dict[str, float]
) -> None:
    host, result = pick(play, heard, "chooseVideo", phone, answer=answer)
    assert facts.items() <= result.items()
    data = host.phone.files.read(result["tempFilePath"])
    assert data is not None
    assert result["size"] == len(data)
    assert host.choices[0].alternatives == ["0", "1", "camera", "cancel"]


def test_choose_video_cancelled(play: Play, heard: Any, phone: Scenario) -> None:
    _, result = pick(play, heard, "chooseVideo", phone, answer="cancel")
    assert result == {"errMsg": "chooseVideo:fail cancel"}
    _, result = pick(play, heard, "chooseVideo", phone.replace(album=()), "sourceType: ['album']")
    assert result == {"errMsg": "chooseVideo:fail cancel"}


@pytest.mark.parametrize("api", ["chooseVideo", "chooseMedia"])
def test_a_video_that_says_nothing(
    play: Play, heard: Any, phone: Scenario, tmp_path: Path, api: str
) -> None:
    _, result = pick(play, heard, api, phone.replace(album=(tmp_path / "none.mp4",)))
    assert result == {"errMsg": f"{api}:fail get video info fail"}


def test_choose_media(play: Play, heard: Any, phone: Scenario) -> None:
    host, result = pick(play, heard, "chooseMedia", phone, "mediaType: ['mix']")
    assert result["type"] == "mix"
    image, turned, _, small = result["tempFiles"]
    assert [one["fileType"] for one in result["tempFiles"]] == ["image", "video"] * 2
    assert set(image) == {"tempFilePath", "size", "fileType"}
    assert opened(host.phone.files.read(image["tempFilePath"])).size == (1080, 1080)
    assert (turned["duration"], turned["width"], turned["height"]) == (3.5, 1080, 1920)
    assert (small["duration"], small["width"], small["height"]) == (1, 320, 240)
    assert opened(host.phone.files.read(small["thumbTempFilePath"])).size == (320, 240)
    assert opened(host.phone.files.read(turned["thumbTempFilePath"])).size == (1080, 1920)


@pytest.mark.parametrize(
    ("options", "answer", "kind", "kinds"),
    [
        ("", "", "image", ["image", "image"]),
        ("", "1,3", "video", ["video", "video"]),
        ("", "3,0", "video", ["video"]),
        ("mediaType: ['video']", "", "video", ["video", "video"]),
        ("mediaType: ['image']", "", "image", ["image", "image"]),
        ("mediaType: ['x']", "", "image", ["image", "image"]),
        ("mediaType: ['mix'], count: 2", "", "mix", ["image", "video"]),
        ("mediaType: ['mix']", "2", "mix", ["image"]),
        ("mediaType: ['video']", "camera", "video", ["video"]),
        ("", "camera", "image", ["image"]),
    ],
)
def test_kinds_of_media(
    play: Play, heard: Any, phone: Scenario, options: str, answer: str, kind: str, kinds: list[str]
) -> None:
    _, result = pick(play, heard, "chooseMedia", phone, options, answer)
    assert result["type"] == kind
    assert [one["fileType"] for one in result["tempFiles"]] == kinds


@pytest.mark.parametrize(("library", "most"), [("2.24.9", 9), ("2.25.0", 20)])
def test_most_media(
    play: Play, heard: Any, phone: Scenario, tmp_path: Path, library: str, most: int
) -> None:
    many = phone.replace(album=(tmp_path / "b.png",) * 30, base_library=library)
    _, result = pick(play, heard, "chooseMedia", many, "count: 50")
    assert len(result["tempFiles"]) == most


# -- what videos are ------------------------------------------------------------------------------


def test_video_info(call: CallApi, folder: Path) -> None:
    data = video((640, 360), seconds=2, fps=29.97, orientation="left", payload=bytes(49_000))
    (folder / "b.mp4").write_bytes(data)
    assert call("getVideoInfo", "src: 'b.mp4'") == (
        "success",
        {
            "orientation": "left",
            "type": "mp4",
            "duration": 2,
            "size": round(len(data) / 1024, 2),
            "width": 640,
            "height": 360,
            "fps": 30,
            "bitrate": round(len(data) * 4 / 1000),
            "errMsg": "getVideoInfo:ok",
        },
    )


@pytest.mark.parametrize(
    ("src", "text"),
    [
        ("none.mp4", "file not found"),
        ("../secret.mp4", "file not found"),
        ("https://example.com/a.mp4", "file not found"),
        ("a.png", "get video info fail"),
        ("cut.mp4", "get video info fail"),
        ("empty.mp4", "get video info fail"),
    ],
)
def test_video_info_of_something_else(call: CallApi, folder: Path, src: str, text: str) -> None:
    (folder.parent / "secret.mp4").write_bytes(MP4)
    (folder / "cut.mp4").write_bytes(MP4[:-150])
    (folder / "empty.mp4").write_bytes(b"")
    expected = ("fail", {"errMsg": f"getVideoInfo:fail {text}"})
    assert call("getVideoInfo", f"src: '{src}'") == expected


@pytest.mark.parametrize("supported", [True, False])
def test_hevc(call: CallApi, supported: bool) -> None:
    phone = Scenario(device=Device(supportHevc=supported))
    assert call("checkDeviceSupportHevc", scenario=phone) == (
        "success",
        {"supportHevc": supported, "errMsg": "checkDeviceSupportHevc:ok"},
    )
