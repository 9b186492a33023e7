"""Files that the user can pick: those of the phone's album, of the camera, of chats. And the folder
into which the album is written, if a scenario names one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jshost.errors import InputError, StateError
from jshost.frozen import Frozen
from jshost.world.files import MAX_BYTES, Saved, is_image, is_video

MAX_ALBUM = 512 * 1024 * 1024
"""How many bytes a program may save to the album."""
MAX_OFFERED = 50
"""How many of those a user can pick from: every question is kept in the trace."""
_HEAD = 32
_EXTENSIONS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"RIFF", "webp"),
)


class Item(Frozen):
    """A file to pick: its name and `kind` (image, video or file), its size in bytes, the extension
    that its content has, and what reads it.
    """

    name: str
    kind: str
    size: int
    extension: str
    read: Callable[[], bytes]


def item(path: Path) -> Item:
    """Return a file of a scenario. Raises InputError where there is none, or it is too large."""
    try:
        if not path.is_file():
            raise InputError(f"{path}: no such file")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if size > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES >> 20} MB")
    return Item(path.name, _kind(head), size, _extension(head, path.suffix), lambda: _read(path))


def saved_item(saved: Saved, number: int) -> Item:
    """Return something that was saved to the album."""
    extension = _extension(saved.data[:_HEAD], "")
    name = _file_name(saved.kind, number, extension)
    return Item(name, saved.kind, len(saved.data), extension, lambda: saved.data)


def write(folder: Path, saved: Saved, number: int) -> None:
    """Write what was saved into a folder, under the first free name from a number on: nothing that
    is there is ever overwritten. Raises StateError.
    """
    extension = _extension(saved.data[:_HEAD], "")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while not _write_new(folder / _file_name(saved.kind, number, extension), saved.data):
            number += 1
    except OSError as error:
        raise StateError(f"{folder}: cannot write the album: {error.strerror}") from error


def _write_new(path: Path, data: bytes) -> bool:
    """Write a file, unless there is one of that name."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True


def _file_name(kind: str, number: int, extension: str) -> str:
    return f"{'IMG' if kind == 'image' else 'VID'}_{number:04}.{extension}"


def _read(path: Path) -> bytes:
    """Read a file, which may have gone since it was picked."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _kind(head: bytes) -> str:
    return "image" if is_image(head) else "video" if is_video(head) else "file"


def _extension(head: bytes, suffix: str) -> str:
    """Return the extension of a content, or that of a file name where the content says nothing."""
    known = next((extension for start, extension in _EXTENSIONS if head.startswith(start)), "")
    if known and is_image(head):
        return known
    if is_image(head):
        return "heic"
    if is_video(head):
        return "mov" if head[8:12] == b"qt  " else "mp4"
    named = suffix[1:].lower()
    return named if named.isascii() and named.isalnum() and len(named) <= 8 else "dat"
