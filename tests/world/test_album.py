"""The album: what files are, and the folder into which it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from jshost.errors import InputError, StateError
from jshost.world import album
from jshost.world.album import item, saved_item, write
from jshost.world.files import Saved

from ..apis.media import picture, video


@pytest.mark.parametrize(
    ("name", "data", "kind", "extension"),
    [
        ("a.png", picture("JPEG"), "image", "jpg"),
        ("a.jpg", picture("PNG"), "image", "png"),
        ("a", picture("GIF"), "image", "gif"),
        ("a", picture("WEBP"), "image", "webp"),
        ("a", picture("BMP"), "image", "bmp"),
        ("a", b"\0\0\0\x18ftypheic", "image", "heic"),
        ("a.png", video(), "video", "mp4"),
        ("a", video(brand=b"qt  "), "video", "mov"),
        ("a.PDF", b"%PDF-1.7", "file", "pdf"),
        ("a", b"", "file", "dat"),
        ("a.wav", b"RIFF\0\0\0\0WAVE", "file", "wav"),
        ("a.名", b"x", "file", "dat"),
        ("a.b c", b"x", "file", "dat"),
        ("a.verylongone", b"x", "file", "dat"),
    ],
)
def test_item(tmp_path: Path, name: str, data: bytes, kind: str, extension: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = item(path)
    assert (found.name, found.kind, found.size) == (name, kind, len(data))
    assert (found.extension, found.read()) == (extension, data)
    path.unlink()
    assert found.read() == b""


def test_item_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "none.png", tmp_path):
        with pytest.raises(InputError, match="no such file"):
            item(path)
    (tmp_path / "a").write_bytes(b"12345")
    monkeypatch.setattr(album, "MAX_BYTES", 4)
    with pytest.raises(InputError, match="larger than 0 MB"):
        item(tmp_path / "a")


def test_write(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "saved"
    first = Saved("image", "a", picture("JPEG"))
    write(folder, first, 1)
    write(folder, first, 1)
    write(folder, Saved("video", "a", video()), 3)
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == {
        "IMG_0001.jpg": first.data,
        "IMG_0002.jpg": first.data,
        "VID_0003.mp4": video(),
    }
    assert saved_item(first, 2).name == "IMG_0002.jpg"


def test_nothing_is_overwritten_or_followed(tmp_path: Path) -> None:
    (tmp_path / "IMG_0001.png").write_bytes(b"mine")
    (tmp_path / "IMG_0002.png").symlink_to(tmp_path / "elsewhere")
    write(tmp_path, Saved("image", "a", picture()), 1)
    assert (tmp_path / "IMG_0001.png").read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "IMG_0003.png").read_bytes() == picture()


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StateError, match="cannot write the album"):
        write(tmp_path / "file", Saved("image", "a", picture()), 1)
