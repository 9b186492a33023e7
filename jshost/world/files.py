"""Local files as a mini program knows them: temporary ones, those of the scenario, and those of its
own package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jshost.frozen import Frozen

MAX_BYTES = 100 * 1024 * 1024
_SCHEMES = ("wxfile://", "http://tmp/", "http://usr/", "http://store/")


class Files:
    """The files that one run can read. `root` is the folder of the program's package, `given` the
    scenario's files.
    """

    def __init__(self, root: Path | None, given: Mapping[str, Path]) -> None:
        self._root = root.resolve() if root else None
        self._given = given
        self._temporary: dict[str, Callable[[], bytes]] = {}

    def add_temporary(self, make: Callable[[], bytes], extension: str) -> str:
        """Have a temporary file until the run ends and return its path. Its content is made when it
        is read: a program may make very many.
        """
        path = f"wxfile://tmp_{len(self._temporary) + 1:08x}.{extension}"
        self._temporary[path] = make
        return path

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, None where there is no such file or it lies outside."""
        if path in self._temporary:
            return self._temporary[path]()
        found = self._given.get(path) or self._in_package(path)
        try:
            if found is None or not found.is_file() or found.stat().st_size > MAX_BYTES:
                return None
            return found.read_bytes()
        except OSError:
            return None

    def _in_package(self, path: str) -> Path | None:
        if self._root is None or path.startswith(_SCHEMES) or "\0" in path or "\\" in path:
            return None
        try:
            found = (self._root / path.lstrip("/")).resolve()
        except (OSError, ValueError):
            return None
        return found if found.is_relative_to(self._root) else None


class Saved(Frozen):
    """A picture or video in the album."""

    kind: str
    source: str
    data: bytes


_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")


def is_image(data: bytes) -> bool:
    """Whether bytes begin as a picture does that phones can show: JPEG, PNG, GIF, BMP, WebP or
    HEIF.
    """
    return (
        data.startswith(_IMAGES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1"))
    )


def is_video(data: bytes) -> bool:
    """Whether bytes begin as a video does that phones can keep: MP4, QuickTime or 3GP."""
    return data[4:8] in (b"ftyp", b"moov") and data[8:12] not in (b"heic", b"heix", b"mif1")
