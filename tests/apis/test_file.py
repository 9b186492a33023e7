"""文件: saved files, digests, documents, downloads; and bytes under URLs of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.world.scenario import Scenario

from .calls import Play

Heard = Callable[[Host], list[Any]]
IS = "const is = { success(r) { say(r); }, fail(r) { say(r); } }; "


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    """A scenario with a temporary file."""
    (tmp_path / "photo.png").write_bytes(b"12345")
    return Scenario(files={"wxfile://tmp_photo.png": tmp_path / "photo.png"})


def test_saved_files(play: Play, heard: Heard, scenario: Scenario, tmp_path: Path) -> None:
    kept: dict[str, Any] = {"state": tmp_path / "state", "app_id": "wx1", "clock": "virtual"}
    host = play(
        IS + "const tempFilePath = 'wxfile://tmp_photo.png'; wx.saveFile({ tempFilePath, success(r)"
        " { say(r);"
        " wx.getSavedFileInfo({ filePath: r.savedFilePath, ...is }); wx.getFileInfo({ filePath:"
        " r.savedFilePath, ...is });"
        " wx.saveFile({ tempFilePath, ...is }); wx.getFileInfo({ filePath: tempFilePath, ...is"
        " }); } });",
        scenario=scenario,
        **kept,
    )
    saved = {"savedFilePath": "wxfile://store_00000001.png", "errMsg": "saveFile:ok"}
    assert heard(host)[0] == saved
    info = heard(host)[1]
    assert (info["size"], info["errMsg"]) == (5, "getSavedFileInfo:ok")
    assert isinstance(info["createTime"], int)
    assert heard(host)[2]["digest"] == "827ccb0eea8a706c4c34a16891f84e7b"
    assert heard(host)[3]["errMsg"] == "saveFile:fail tempFilePath file not exist"
    assert heard(host)[4]["errMsg"] == "getFileInfo:fail file not exist"
    later = play(
        IS + "const filePath = 'http://store/00000001.png'; wx.getSavedFileList(is);"
        " wx.removeSavedFile({ filePath, ...is }); wx.removeSavedFile({ filePath, ...is });"
        " wx.getSavedFileList(is); wx.getSavedFileInfo({ filePath, ...is });"
        " wx.getSavedFileInfo({ filePath: 'a.png', ...is });",
        scenario=scenario,
        **kept,
    )
    said = heard(later)
    assert said[0]["fileList"][0]["filePath"] == "wxfile://store_00000001.png"
    assert [r["errMsg"] for r in said[1:]] == [
        "removeSavedFile:ok",
        "removeSavedFile:fail file not exist",
        "getSavedFileList:ok",
        "getSavedFileInfo:fail file not exist",
        "getSavedFileInfo:fail file not exist",
    ]
    assert said[3]["fileList"] == []


def test_saving_to_a_user_file(play: Play, heard: Heard, scenario: Scenario) -> None:
    host = play(
        IS + "wx.getFileSystemManager().saveFile({ tempFilePath: 'wxfile://tmp_photo.png',"
        " filePath: `${wx.env.USER_DATA_PATH}/n/p.png`, ...is });"
        " say(wx.getFileSystemManager().saveFileSync('wxfile://tmp_photo.png',"
        " `${wx.env.USER_DATA_PATH}/p.png`));",
        scenario=scenario,
    )
    assert heard(host)[0] == "http://usr/p.png"
    assert heard(host)[1]["errMsg"] == "saveFile:fail no such file or directory http://usr/n/p.png"
    assert host.phone.files.read("http://usr/p.png") == b"12345"


def test_saved_files_have_room_for_10_mb_at_first(play: Play, heard: Heard, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"\0" * (6 << 20))
    files = {f"wxfile://tmp_{n}.bin": tmp_path / "big" for n in (1, 2)}
    text = (
        IS
        + "for (const n of [1, 2]) wx.saveFile({ tempFilePath: `wxfile://tmp_${n}.bin`, ...is });"
    )
    said = heard(play(text, scenario=Scenario(files=files), base_library="1.9.0"))
    assert (
        said[1]["errMsg"] == "saveFile:fail the maximum size of the file storage limit is exceeded"
    )
    assert [r["errMsg"] for r in heard(play(text, scenario=Scenario(files=files)))] == [
        "saveFile:ok"
    ] * 2


@pytest.mark.parametrize("algorithm", ["md5", "sha1"])
def test_digests(play: Play, heard: Heard, algorithm: str) -> None:
    import hashlib

    host = play(
        IS + f"wx.getFileInfo({{ filePath: 'a.pdf', digestAlgorithm: '{algorithm}', ...is }});"
    )
    assert heard(host)[0]["digest"] == hashlib.new(algorithm, b"%PDF-1.7").hexdigest()


def test_documents(play: Play, heard: Heard, folder: Path) -> None:
    (folder / "empty.pdf").write_bytes(b"")
    host = play(
        IS + "wx.openDocument({ filePath: 'a.pdf', showMenu: true, ...is });"
        " wx.openDocument({ filePath: 'a.png', fileType: 'docx', ...is });"
        " for (const filePath of ['a.png', 'empty.pdf', 'none.pdf', '../x.pdf'])"
        "   wx.openDocument({ filePath, ...is });"
    )
    assert [r["errMsg"] for r in heard(host)] == [
        "openDocument:ok",
        "openDocument:ok",
        "openDocument:fail filetype not supported",
        "openDocument:fail filetype not supported",
        "openDocument:fail file doesn't exist",
        "openDocument:fail file doesn't exist",
    ]
    assert [(d.path, d.type, d.menu) for d in host.phone.documents] == [
        ("a.pdf", "pdf", True),
        ("a.png", "docx", False),
    ]


@pytest.mark.parametrize(
    ("answer", "dialect", "errmsg"),
    [
        ("save", "devtools", "ok"),
        ("cancel", "devtools", "fail cancel"),
        ("save", "android", "fail not supported"),
    ],
)
def test_files_to_the_computers_disk(
    play: Play, heard: Heard, answer: str, dialect: str, errmsg: str
) -> None:
    host = play(
        IS + "wx.saveFileToDisk({ filePath: 'a.pdf', ...is });",
        answers={"saveFileToDisk": answer},
        dialect=dialect,
    )
    assert heard(host)[0]["errMsg"] == f"saveFileToDisk:{errmsg}"
    assert [d.data for d in host.phone.downloads] == ([b"%PDF-1.7"] if errmsg == "ok" else [])


def test_bytes_under_a_url(play: Play, heard: Heard) -> None:
    host = play(
        "const url = wx.createBufferURL(new Uint8Array([1, 2, 3]).subarray(1)); const other ="
        " wx.createBufferURL("
        " new ArrayBuffer(1)); say(url === other);"
        " const fs = wx.getFileSystemManager(); say(fs.readFileSync(url, 'hex'));"
        " wx.revokeBufferURL(url);"
        " wx.revokeBufferURL(url); wx.revokeBufferURL('a.png');"
        " try { fs.readFileSync(url); } catch (e) { say(e.errMsg); } say(fs.readFileSync(other,"
        " 'hex'));"
        " try { wx.createBufferURL('x'); } catch (e) { say(e.errMsg); }"
    )
    assert heard(host) == [
        False,
        "0203",
        "readFileSync:fail permission denied, open wxbuffer://00000001",
        "00",
        "createBufferURL:fail parameter error: parameter should be ArrayBuffer instead of String;",
    ]
