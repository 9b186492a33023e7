"""Archives and compressed files. What is in them is not the program's alone: nothing is believed of
what they say of themselves.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jshost.differences.files import MAX_FILE, ROOMS
from jshost.world.disk import FileFault
from jshost.world.files import Files, place

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

Spend = Callable[[int], None]

MAX_DIRECTORY = 4 * 1024 * 1024
"""How many bytes an archive's list of files may have."""
MAX_ENTRIES = 20_000
_END = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65535
_METHODS = (0, 8)
_ENCRYPTED = 1


def entries(data: bytes, spend: Spend, wanted: Collection[str] | None = None) -> dict[str, bytes]:
    """Return the files of an archive, or those that are wanted, by name. Raises FileFault where
    they are more than one file may be. `spend` is told how many bytes were unpacked.
    """
    found: dict[str, bytes] = {}
    left = MAX_FILE
    with _opened(data) as archive:
        for info in archive.infolist():
            if info.is_dir() or (wanted is not None and info.filename not in wanted):
                continue
            found[info.filename] = _content(archive, info, left, spend)
            left -= len(found[info.filename])
    return found


def unpacked(files: Files, path: str, target: str) -> None:
    """Unpack an archive into a folder: all of it, or nothing."""
    kind, parts = place(target)
    if kind != "disk" or parts[0] != "usr":
        raise FileFault("denied")
    data = files.content(path)
    with _opened(data) as archive, files.together():
        _have_folder(files, target, recursive=False)
        left = ROOMS[-1].size
        for info in archive.infolist():
            names = _names(info.filename)
            where = "/".join((target.rstrip("/"), *names))
            folder = where if info.is_dir() else where.rpartition("/")[0]
            _have_folder(files, folder, recursive=True)
            if not info.is_dir():
                content = _content(archive, info, min(left, MAX_FILE), files.move)
                left -= len(content)
                files.replace(where, content)


def uncompressed(data: bytes, spend: Spend) -> bytes:
    """Return what brotli has compressed."""
    import brotli

    decompressor = brotli.Decompressor()
    try:
        whole = decompressor.process(data, output_buffer_limit=MAX_FILE + 1)
        while not decompressor.can_accept_more_data() and len(whole) <= MAX_FILE:
            whole += decompressor.process(b"", output_buffer_limit=MAX_FILE + 1)
    except brotli.error:
        raise FileFault("brotli") from None
    spend(len(whole))
    if len(whole) > MAX_FILE:
        raise FileFault("full")
    if not decompressor.is_finished():
        raise FileFault("brotli")
    return bytes(whole)


def _names(name: str) -> list[str]:
    """Return the folders and the name of an entry. Raises FileFault for those that lead out."""
    names = name.rstrip("/").split("/")
    if any(part in ("", ".", "..") for part in names):
        raise FileFault("zip-entry")
    return names


def _have_folder(files: Files, path: str, *, recursive: bool) -> None:
    try:
        files.make_folder(path, recursive=recursive)
    except FileFault as fault:
        if fault.kind != "exists":
            raise
    if not files.stats(path).is_folder:
        raise FileFault("not-directory")


@contextmanager
def _opened(data: bytes) -> Iterator[ZipFile]:
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    _check_directory(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise FileFault("zip")
            yield archive
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise FileFault("zip-open") from None


def _check_directory(data: bytes) -> None:
    """Look how long the list of files is before it is read: Python's zipfile reads any."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _MAX_COMMENT))
    if end < 0 or len(data) - end < _END_SIZE:
        raise FileFault("zip-open")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    # With 64-bit fields it would be elsewhere: no archive that fits here needs them.
    if size > MAX_DIRECTORY or data[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
        raise FileFault("zip-open")


def _content(archive: ZipFile, info: ZipInfo, most: int, spend: Spend) -> bytes:
    from zipfile import BadZipFile

    if info.compress_type not in _METHODS or info.flag_bits & _ENCRYPTED:
        raise FileFault("zip-entry")
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
            spend(len(data))
            if len(data) > most:
                raise FileFault("full")
            if file.read(1):
                raise FileFault("zip-entry")
            return data
    except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
        raise FileFault("zip-entry") from None
