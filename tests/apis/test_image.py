"""图片: saving, picking, looking at, and making pictures; which files can be read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host, Scenario
from jshost.differences.media import ORIENTATIONS
from jshost.errors import InputError, StateError, UnansweredError
from jshost.user.port import Choice, Question
from jshost.world.files import Saved
from jshost.world.scenario import Camera, Device
from jshost.world.screen import Shown, Viewer

from .calls import CallApi, Play
from .conftest import PNG
from .media import opened, picture, video

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


def test_save_image_into_a_folder(play: Play, heard: Any, folder: Path, tmp_path: Path) -> None:
    scenario = Scenario(album_folder=tmp_path / "saved")
    save = "wx.saveImageToPhotosAlbum({ filePath: 'a.png', success: say });"
    play(save * 2, scenario=scenario, **GRANTED)
    play(save, album_folder=str(tmp_path / "saved"), **GRANTED)
    names = ["IMG_0001.png", "IMG_0002.png", "IMG_0003.png"]
    assert sorted(path.name for path in (tmp_path / "saved").iterdir()) == names
    assert {path.read_bytes() for path in (tmp_path / "saved").iterdir()} == {PNG}


def test_save_image_into_a_folder_that_is_none(play: Play, folder: Path) -> None:
    with pytest.raises(StateError, match="cannot write the album"):
        play(
            "wx.saveImageToPhotosAlbum({ filePath: 'a.png' });",
            scenario=Scenario(album_folder=folder / "a.png"),
            **GRANTED,
        )


def test_save_image_beyond_what_there_is_room_for(
    call: CallApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.world.album.MAX_ALBUM", len(PNG) - 1)
    assert call("saveImageToPhotosAlbum", **GRANTED) == (
        "fail",
        {"errMsg": "saveImageToPhotosAlbum:fail no space left in the album"},
    )


# -- picking --------------------------------------------------------------------------------------


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Pictures and videos that are not the program's."""
    outside = tmp_path / "photos"
    outside.mkdir()
    large = picture("JPEG", (3000, 2400), orientation=6, quality=95)
    (outside / "large.jpg").write_bytes(large)
    (outside / "clip.mp4").write_bytes(video())
    (outside / "moves.gif").write_bytes(picture("GIF", (2000, 2000)))
    (outside / "small.png").write_bytes(PNG)
    (outside / "shot.jpg").write_bytes(picture("JPEG", (64, 48)))
    (outside / "new.heic").write_bytes(b"\0\0\0\x18ftypheic")
    (outside / "report.PDF").write_bytes(b"%PDF-1.7")
    return outside


@pytest.fixture
def phone(pictures: Path) -> Scenario:
    """A phone with these in its album, and a camera."""
    names = ("large.jpg", "clip.mp4", "moves.gif", "small.png")
    return Scenario(
        album=tuple(pictures / name for name in names),
        messages=tuple(pictures / name for name in (*names, "report.PDF")),
        camera=Camera(pictures / "shot.jpg"),
    )


def choose(
    play: Play, heard: Any, scenario: Scenario, options: str = "", answer: str = "", **settings: Any
) -> tuple[Host, Any]:
    """Choose pictures; return the host, and the result."""
    answers = {"chooseImage": answer} if answer else {}
    host = play(
        f"wx.chooseImage({{ {options}{',' if options else ''} complete: say }});",
        scenario=scenario,
        answers=answers,
        **settings,
    )
    (result,) = heard(host)
    assert host.errors == []
    return host, result


def files(host: Host, result: dict[str, Any]) -> list[bytes]:
    """Return the files that were chosen; what is told of them fits."""
    told = [(one["path"], one["size"]) for one in result["tempFiles"]]
    found = [host.phone.files.read(path) or b"" for path in result["tempFilePaths"]]
    assert told == [
        (path, len(data)) for path, data in zip(result["tempFilePaths"], found, strict=True)
    ]
    return found


def test_choose_images(play: Play, heard: Any, phone: Scenario, pictures: Path) -> None:
    host, result = choose(play, heard, phone, "sizeType: ['original']")
    assert result["errMsg"] == "chooseImage:ok"
    names = ("large.jpg", "moves.gif", "small.png")
    assert files(host, result) == [(pictures / name).read_bytes() for name in names]
    assert [path.rpartition(".")[2] for path in result["tempFilePaths"]] == ["jpg", "gif", "png"]
    (choice,) = host.choices
    assert choice.alternatives == ["0", "1", "2", "camera", "cancel"]
    assert (choice.key, choice.chosen, choice.by) == ("chooseImage", "0,1,2", "default")


@pytest.mark.parametrize(
    ("answer", "count", "names"),
    [
        ("2,0", 9, ["small.png", "large.jpg"]),
        ("1", 9, ["moves.gif"]),
        ("", 2, ["large.jpg", "moves.gif"]),
        ("", 1, ["large.jpg"]),
        ("2", 1, ["small.png"]),
        ("", 0, ["large.jpg"]),
        ("", -3, ["large.jpg"]),
        ("", 1.9, ["large.jpg"]),
        ("camera", 9, ["shot.jpg"]),
    ],
)
def test_which_are_picked(
    play: Play, heard: Any, phone: Scenario, pictures: Path, answer: str, count: int, names: Any
) -> None:
    host, result = choose(play, heard, phone, f"sizeType: ['original'], count: {count}", answer)
    assert files(host, result) == [(pictures / name).read_bytes() for name in names]


@pytest.mark.parametrize(
    ("answer", "count"), [("3", 9), ("0,3", 9), ("0,0", 9), ("0,1,2", 2), ("0,1", 1)]
)
def test_answers_that_pick_what_cannot_be(
    play: Play, heard: Any, phone: Scenario, answer: str, count: int
) -> None:
    with pytest.raises(UnansweredError, match=f"the answer '{answer}' does not fit chooseImage"):
        choose(play, heard, phone, f"count: {count}", answer)


@pytest.mark.parametrize("answer", ["ok", "0,", "-1", "0;1", "０", ""])
def test_answers_that_are_none(make_host: Callable[..., Host], answer: str) -> None:
    with pytest.raises(InputError, match="chooseImage"):
        make_host(answers={"chooseImage": answer})


def test_no_more_than_nine(play: Play, heard: Any, pictures: Path) -> None:
    many = Scenario(album=(pictures / "small.png",) * 12)
    host, result = choose(play, heard, many, "count: 100")
    assert len(files(host, result)) == 9


def test_cancel(play: Play, heard: Any, phone: Scenario) -> None:
    _, result = choose(play, heard, phone, answer="cancel")
    assert result == {"errMsg": "chooseImage:fail cancel"}
    _, result = choose(play, heard, phone, on_prompt="deny")
    assert result == {"errMsg": "chooseImage:fail cancel"}


@pytest.mark.parametrize(
    ("options", "alternatives"),
    [
        ("sourceType: ['album']", ["0", "1", "2", "cancel"]),
        ("sourceType: ['camera']", ["camera", "cancel"]),
        ("sourceType: []", ["0", "1", "2", "camera", "cancel"]),
        ("sourceType: ['x', 'camera']", ["camera", "cancel"]),
    ],
)
def test_sources(
    play: Play, heard: Any, phone: Scenario, options: str, alternatives: list[str]
) -> None:
    host, result = choose(play, heard, phone, options)
    assert result["errMsg"] == "chooseImage:ok"
    assert host.choices[0].alternatives == alternatives
    assert host.choices[0].chosen == ("camera" if "camera'" in options else "0,1,2")


@pytest.mark.parametrize(
    ("device", "alternatives"),
    [
        ({"albumAuthorized": "denied"}, ["camera", "cancel"]),
        ({"cameraAuthorized": "denied"}, ["0", "1", "2", "cancel"]),
        ({"albumAuthorized": "denied", "cameraAuthorized": "denied"}, ["cancel"]),
        ({"albumAuthorized": "not determined"}, ["0", "1", "2", "camera", "cancel"]),
    ],
)
def test_what_the_system_forbids_is_not_on_offer(
    play: Play, heard: Any, phone: Scenario, device: Any, alternatives: list[str]
) -> None:
    host, _ = choose(play, heard, phone.replace(device=Device(**device)))
    assert host.choices[0].alternatives == alternatives


def test_nothing_to_pick(play: Play, heard: Any) -> None:
    host, result = choose(play, heard, Scenario())
    assert result == {"errMsg": "chooseImage:fail cancel"}
    assert host.choices[0].alternatives == ["cancel"]


def test_a_file_of_the_album_that_is_not_there(play: Play, heard: Any, pictures: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jpg: no such file"):
        choose(play, heard, Scenario(album=(pictures / "none.jpg",)))


@pytest.mark.parametrize("sizes", ["", "sizeType: ['compressed']", "sizeType: ['x']"])
def test_compressed(play: Play, heard: Any, phone: Scenario, pictures: Path, sizes: str) -> None:
    host, result = choose(play, heard, phone, sizes)
    large, moves, small = files(host, result)
    assert (opened(large).size, opened(large).format) == ((1080, 1350), "JPEG")
    assert len(large) < (pictures / "large.jpg").stat().st_size
    assert moves == (pictures / "moves.gif").read_bytes()
    assert (opened(small).size, opened(small).format) == ((4, 2), "PNG")


def test_what_cannot_be_compressed_stays_as_it_is(play: Play, heard: Any, pictures: Path) -> None:
    host, result = choose(play, heard, Scenario(album=(pictures / "new.heic",)))
    assert files(host, result) == [b"\0\0\0\x18ftypheic"]
    assert result["tempFilePaths"][0].endswith(".heic")


def test_what_was_saved_can_be_picked(play: Play, heard: Any, phone: Scenario) -> None:
    text = """
        wx.saveImageToPhotosAlbum({ filePath: 'a.png', success() {
            wx.chooseImage({ sizeType: ['original'], success: say });
        } });
    """
    host = play(text, scenario=phone, answers={"chooseImage": "3"}, **GRANTED)
    assert files(host, heard(host)[0]) == [PNG]


def test_of_what_was_saved_the_last_can_be_picked(
    play: Play, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.world.album.MAX_OFFERED", 2)
    save = "wx.saveImageToPhotosAlbum({ filePath: 'a.png' });"
    then = "wx.saveImageToPhotosAlbum({ filePath: 'images/b.png', success() {"
    pick = "wx.chooseImage({ sizeType: ['original'], success: say }); } });"
    host = play(save * 3 + then + pick, scenario=Scenario(), **GRANTED)
    assert files(host, heard(host)[0]) == [PNG, PNG + b" of b"]
    assert host.choices[0].alternatives == ["0", "1", "cancel"]


def test_nothing_of_this_machine_is_told(play: Play, heard: Any, phone: Scenario) -> None:
    host, result = choose(play, heard, phone)
    assert "photos" not in json.dumps(result)
    assert "photos" not in "".join(record.to_json() for record in host.trace)


def test_a_person_sees_names(play: Play, heard: Any, phone: Scenario) -> None:
    asked: list[Question] = []

    class Person:
        def choose(self, question: Question) -> Choice:
            asked.append(question)
            return Choice("1", "terminal")

    host = play(
        "wx.chooseImage({ count: 2, success: say });",
        scenario=phone,
        on_prompt=None,
        user=Person(),
    )
    assert len(heard(host)) == 1
    assert asked[0].labels == ("large.jpg", "moves.gif", "small.png", "拍摄", "取消")
    assert asked[0].alternatives.affirm == "0,1"


# -- files of chats -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ("count: 100", ["large.jpg", "clip.mp4", "moves.gif", "small.png", "report.PDF"]),
        ("count: 2", ["large.jpg", "clip.mp4"]),
        ("count: 9, type: 'image'", ["large.jpg", "moves.gif", "small.png"]),
        ("count: 9, type: 'video'", ["clip.mp4"]),
        ("count: 9, type: 'file'", ["report.PDF"]),
        ("count: 9, type: 'file', extension: ['doc', 'pdf']", ["report.PDF"]),
        ("count: 9, type: 'file', extension: ['.pdf']", ["report.PDF"]),
        ("count: 9, type: 'image', extension: ['pdf']", ["large.jpg", "moves.gif", "small.png"]),
    ],
)
def test_choose_message_files(
    play: Play, heard: Any, phone: Scenario, pictures: Path, options: str, names: list[str]
) -> None:
    host = play(f"wx.chooseMessageFile({{ {options}, success: say }});", scenario=phone)
    (result,) = heard(host)
    found = result["tempFiles"]
    assert [one["name"] for one in found] == names
    for one in found:
        data = host.phone.files.read(one["path"])
        assert data == (pictures / one["name"]).read_bytes()
        assert one["size"] == len(data)
        kinds = {"mp4": "video", "PDF": "file"}
        assert one["type"] == kinds.get(one["name"].rpartition(".")[2], "image")
        assert "time" not in one


def test_files_of_chats_were_sent_before_the_run(play: Play, heard: Any, phone: Scenario) -> None:
    host = play(
        """
        const now = Date.now() / 1000;
        setTimeout(() => wx.chooseMessageFile({ count: 1,
            success(r) { say(r.tempFiles[0].time - Math.floor(now)); } }), 5000);
        """,
        scenario=phone,
        dialect="ios",
    )
    assert heard(host) == [0]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("count: 1, type: 'file', extension: ['doc']", "cancel"),
        (
            "count: 1, type: 'file', extension: ['pdf', '']",
            "parameter error: parameter.extension should have no empty item;",
        ),
    ],
)
def test_no_message_files(call: CallApi, phone: Scenario, options: str, text: str) -> None:
    assert call("chooseMessageFile", options, scenario=phone) == (
        "fail",
        {"errMsg": f"chooseMessageFile:fail {text}"},
    )


# -- looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "current"),
    [("", 0), ("current: 'b'", 1), ("current: 'c'", 0), ("current: ''", 0)],
)
def test_preview_image(play: Play, heard: Any, options: str, current: int) -> None:
    host = play(f"wx.previewImage({{ urls: ['a', 'b', 'a'], {options} }}).then(say);")
    assert heard(host) == [{"errMsg": "previewImage:ok"}]
    items = (Shown("a"), Shown("b"), Shown("a"))
    assert host.phone.screen.viewer == Viewer(items, current, menu=True)


@pytest.mark.parametrize(
    ("options", "current"),
    [("", 0), ("current: 1", 1), ("current: 7", 1), ("current: -1", 0), ("current: 1e400", 0)],
)
def test_preview_media(play: Play, options: str, current: int) -> None:
    sources = "[{ url: 'a.mp4', type: 'video', poster: 'p.jpg' }, { url: 'b', type: 5, poster: 5 }]"
    host = play(f"wx.previewMedia({{ sources: {sources}, showmenu: false, {options} }});")
    items = (Shown("a.mp4", "video", "p.jpg"), Shown("b"))
    assert host.phone.screen.viewer == Viewer(items, current, menu=False)


@pytest.mark.parametrize(
    ("api", "options", "text"),
    [
        ("previewImage", "urls: []", "parameter.urls should have at least 1 item;"),
        ("previewImage", "urls: [5]", "parameter.urls[0] should be String instead of Number;"),
        ("previewMedia", "sources: []", "parameter.sources should have at least 1 item;"),
        ("previewMedia", "sources: ['a']", "parameter.sources[0].url should be String;"),
        (
            "previewMedia",
            "sources: [{ url: 'a' }, {}]",
            "parameter.sources[1].url should be String;",
        ),
        ("previewMedia", "sources: [{ url() {} }]", "parameter.sources[0].url should be String;"),
    ],
)
def test_nothing_to_look_at(call: CallApi, api: str, options: str, text: str) -> None:
    assert call(api, options) == ("fail", {"errMsg": f"{api}:fail parameter error: {text}"})


# -- what pictures are ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("GIF", "gif"),
        ("TIFF", "tiff"),
        ("WEBP", "unknown"),
        ("BMP", "unknown"),
    ],
)
def test_image_info(call: CallApi, folder: Path, kind: str, name: str) -> None:
    (folder / "c.bin").write_bytes(picture(kind, (30, 20)))
    assert call("getImageInfo", "src: '/c.bin'") == (
        "success",
        {
            "width": 30,
            "height": 20,
            "path": "/c.bin",
            "orientation": "up",
            "type": name,
            "errMsg": "getImageInfo:ok",
        },
    )


@pytest.mark.parametrize(("value", "name"), [*enumerate(ORIENTATIONS, 1)])
def test_image_orientation(call: CallApi, folder: Path, value: int, name: str) -> None:
    (folder / "c.jpg").write_bytes(picture("JPEG", (30, 20), orientation=value))
    _, result = call("getImageInfo", "src: 'c.jpg'")
    assert (result["orientation"], result["width"], result["height"]) == (name, 30, 20)


def test_image_info_of_what_was_chosen(play: Play, heard: Any, phone: Scenario) -> None:
    host = play(
        "wx.chooseImage({ count: 1, success(r) {"
        " wx.getImageInfo({ src: r.tempFilePaths[0], success: say }); } });",
        scenario=phone,
    )
    (result,) = heard(host)
    assert (result["width"], result["height"], result["orientation"]) == (1080, 1350, "up")
    assert result["path"].startswith("wxfile://")


@pytest.mark.parametrize(
    ("src", "text"),
    [
        ("none.png", "file not found"),
        ("../secret.png", "file not found"),
        ("", "file not found"),
        ("a.mp4", "decode image fail"),
        ("empty.png", "decode image fail"),
        ("cut.png", "decode image fail"),
        ("bomb.png", "decode image fail"),
        ("http://example.com/a.png", "download image fail"),
        ("https://example.com/a.png", "download image fail"),
    ],
)
def test_image_info_of_something_else(call: CallApi, folder: Path, src: str, text: str) -> None:
    (folder.parent / "secret.png").write_bytes(PNG)
    (folder / "empty.png").write_bytes(b"")
    (folder / "cut.png").write_bytes(PNG[:20])
    (folder / "bomb.png").write_bytes(PNG[:16] + b"\x7f\xff\xff\xff" * 2 + PNG[24:])
    expected = ("fail", {"errMsg": f"getImageInfo:fail {text}"})
    assert call("getImageInfo", f"src: '{src}'") == expected


# -- making others --------------------------------------------------------------------------------


def made(play: Play, heard: Any, api: str, options: str, **settings: Any) -> bytes:
    """Make a picture of another; return its file."""
    host = play(f"wx.{api}({{ {options}, complete: say }});", **settings)
    (result,) = heard(host)
    assert result["errMsg"] == f"{api}:ok"
    data = host.phone.files.read(result["tempFilePath"])
    assert data is not None
    return data


@pytest.mark.parametrize(
    ("options", "library", "size"),
    [
        ("_: 0", "3.0.0", (60, 40)),
        ("compressedWidth: 30", "3.0.0", (30, 20)),
        ("compressedHeight: 10.9", "3.0.0", (15, 10)),
        ("compressedWidth: 10, compressedHeight: 50", "3.0.0", (10, 50)),
        ("compressedWidth: 0, compressedHeight: -5", "3.0.0", (60, 40)),
        ("compressedWidth: NaN", "3.0.0", (60, 40)),
        ("compressedWidth: 30", "2.25.4", (60, 40)),
    ],
)
def test_compress_image(
    play: Play, heard: Any, folder: Path, options: str, library: str, size: tuple[int, int]
) -> None:
    (folder / "c.jpg").write_bytes(picture("JPEG", (60, 40)))
    data = made(play, heard, "compressImage", f"src: 'c.jpg', {options}", base_library=library)
    assert (opened(data).size, opened(data).format) == (size, "JPEG")


def test_compress_image_quality(play: Play, heard: Any, folder: Path) -> None:
    (folder / "c.jpg").write_bytes(picture("JPEG", (100, 100), noise=True, quality=95))
    sizes = [
        len(made(play, heard, "compressImage", f"src: 'c.jpg', quality: {quality}"))
        for quality in (-5, 20, 80, 1000)
    ]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 4
    assert len(made(play, heard, "compressImage", "src: 'c.jpg'")) == sizes[2]


def test_iphones_compress_jpeg_alone(call: CallApi, folder: Path) -> None:
    (folder / "c.jpg").write_bytes(picture("JPEG"))
    assert call("compressImage", "src: 'c.jpg'", dialect="ios")[0] == "success"
    assert call("compressImage", "src: 'a.png'", dialect="ios") == (
        "fail",
        {"errMsg": "compressImage:fail only jpg is supported"},
    )


@pytest.mark.parametrize(
    ("scale", "size"), [("16:9", (160, 90)), ("9:16", (67, 120)), ("1:1", (120, 120))]
)
def test_crop_image(
    play: Play, heard: Any, folder: Path, scale: str, size: tuple[int, int]
) -> None:
    (folder / "c.png").write_bytes(picture(size=(160, 120)))
    data = made(play, heard, "cropImage", f"src: 'c.png', cropScale: '{scale}'")
    assert opened(data).size == size


def test_edit_image(play: Play, heard: Any, folder: Path) -> None:
    (folder / "c.jpg").write_bytes(picture("JPEG", (60, 40), orientation=6))
    assert opened(made(play, heard, "editImage", "src: 'c.jpg'")).size == (40, 60)


@pytest.mark.parametrize("api", ["cropImage", "editImage"])
def test_editing_is_cancelled(call: CallApi, api: str) -> None:
    assert call(api, answers={api: "cancel"}) == ("fail", {"errMsg": f"{api}:fail cancel"})


def test_crop_image_to_another_ratio(call: CallApi) -> None:
    assert call("cropImage", "src: 'a.png', cropScale: '2:1'") == (
        "fail",
        {"errMsg": 'cropImage:fail invalid cropScale "2:1"'},
    )


@pytest.mark.parametrize(
    ("api", "missing"),
    [
        ("compressImage", "file doesn't exist"),
        ("cropImage", "file not found"),
        ("editImage", "file not found"),
    ],
)
def test_making_of_something_else(call: CallApi, folder: Path, api: str, missing: str) -> None:
    (folder / "cut.jpg").write_bytes(picture("JPEG", (64, 64), noise=True)[:400])
    (folder / "text.png").write_bytes(b"text")
    texts = {
        "none.png": missing,
        "../secret.png": missing,
        "https://example.com/a.png": missing,
        "cut.jpg": "decode image fail",
        "text.png": "decode image fail",
        "a.mp4": "decode image fail",
    }
    for src, text in texts.items():
        outcome = call(api, f"src: '{src}', cropScale: '1:1'")
        assert outcome == ("fail", {"errMsg": f"{api}:fail {text}"})


def test_a_picture_that_would_be_too_large(call: CallApi) -> None:
    for options in ("compressedWidth: 1e9", "compressedHeight: 20000, compressedWidth: 1e308"):
        assert call("compressImage", f"src: 'a.png', {options}") == (
            "fail",
            {"errMsg": "compressImage:fail decode image fail"},
        )


def test_more_than_there_is_room_for(
    play: Play, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.world.phone.MAX_MADE", 1000)
    host = play(
        "const again = () => wx.compressImage({ src: 'a.png',"
        " success: again, fail: say }); again();"
    )
    assert heard(host) == [{"errMsg": "compressImage:fail create temp file fail"}]


def test_nothing_of_pillow_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from jshost import Host\n"
        "with Host(clock='virtual', isolation='none') as host: host.run_script('', 'a.js')\n"
        "assert not any(name.startswith('PIL') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
