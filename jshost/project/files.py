"""The files of one folder, and nothing outside of it, whatever paths and links say."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from jshost.errors import InputError
from jshost.source import MAX_BYTES
from jshost.text import line

MAX_PATH = 1024
"""The longest path, in characters."""

_FILE, _FOLDER, _LINK, _OTHER = "a file", "a folder", "a link", "neither file nor folder"

# Backslashes, NUL and drive letters: what would be a path of the machine and not of the package.
_FOREIGN = re.compile(r"[\\\0]|^/*[A-Za-z]:")


def normalize(path: str, base: str = "") -> str | None:
    """Return a path without `.`, `..` and needless slashes: `pages/a/b.js`, `""` for the root.

    A path that begins with a slash counts from the root of the package, others from the folder
    `base`. None for one that leaves the package or can be no path in it.
    """
    if len(path) > MAX_PATH or _FOREIGN.search(path):
        return None
    parts = base.split("/") if base and not path.startswith("/") else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


class Package:
    """The files of one folder, by paths such as `pages/index/index.js`; upper and lower case tell
    them apart on every system, as on a phone.

    A folder is listed once, when something in it is first asked for: what is not listed is not
    there, so no path reaches the operating system that does not lead to a file of this folder.
    """

    root: Path | None

    def __init__(self, root: Path) -> None:
        self.root = root
        top = os.path.realpath(root)
        self._prefix = top.rstrip(os.sep) + os.sep
        self._top = _Folder(top)
        self._known = {top: self._top}

    def locate(self, path: str) -> Path | None:
        """Return where a file lies, None where there is none."""
        found = self._find(path)
        return None if found is None else Path(found)

    def is_file(self, path: str) -> bool:
        """Return whether there is such a file."""
        return self._find(path) is not None

    def is_folder(self, path: str) -> bool:
        """Return whether there is such a folder."""
        normal = normalize(path)
        return normal is not None and self._folder(normal) is not None

    def names(self, path: str) -> tuple[str, ...]:
        """Return what a folder holds, sorted; nothing where there is no such folder."""
        normal = normalize(path)
        folder = None if normal is None else self._folder(normal)
        return tuple(sorted(folder.kinds)) if folder else ()

    def canonical(self, path: str) -> str | None:
        """Return the path of a file without links in it, None where there is no such file."""
        found = self._find(path)
        return found and found[len(self._prefix) :].replace(os.sep, "/")

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, None where there is no such file or it is too large."""
        found = self._find(path)
        data = None if found is None else _read(found)
        return None if data is None or len(data) > MAX_BYTES else data

    def text(self, path: str) -> str:
        """Return a file's text: UTF-8, without byte order mark. Raises InputError that says what
        is wrong.
        """
        found = self._find(path)
        data = None if found is None else _read(found)
        name = line(path)
        if data is None:
            raise InputError(f"{name}: {self._absence(path)}")
        if len(data) > MAX_BYTES:
            raise InputError(f"{name}: larger than {MAX_BYTES >> 20} MB, the most a file may be")
        return _decode(data, name)

    def size(self, path: str) -> int:
        """Return how many bytes the files in a folder have, those of inner folders included."""
        total, waiting, seen = 0, [normalize(path) or ""], set[str]()
        while waiting:
            at = waiting.pop()
            folder = self._folder(at)
            if folder is None or folder.real in seen:
                continue
            seen.add(folder.real)
            for name in folder.kinds:
                found = self._find(f"{at}/{name}")
                if found is None:
                    waiting.append(f"{at}/{name}")
                else:
                    total += Path(found).stat().st_size
        return total

    def _find(self, path: str) -> str | None:
        folder, name = self._parent(path)
        kind = folder.kinds.get(name) if folder else None
        if folder is None or kind not in (_FILE, _LINK):
            return None
        found = f"{folder.real}{os.sep}{name}"
        return found if kind == _FILE else self._target(found, _FILE)

    def _parent(self, path: str) -> tuple[_Folder | None, str]:
        above, _, name = (normalize(path) or "").rpartition("/")
        return self._folder(above), name

    def _folder(self, path: str) -> _Folder | None:
        folder = self._top
        for name in path.split("/") if path else ():
            inner = folder.folders.get(name) or self._enter(folder, name)
            if inner is None:
                return None
            folder = inner
        return folder

    def _enter(self, above: _Folder, name: str) -> _Folder | None:
        kind = above.kinds.get(name)
        if kind not in (_FOLDER, _LINK):
            return None
        # Plain folders too: a junction of Windows is a link that does not look like one.
        real = self._target(f"{above.real}{os.sep}{name}", _FOLDER)
        if real is None:
            return None
        folder = self._known.get(real) or _Folder(real)
        self._known[real] = above.folders[name] = folder
        return folder

    def _target(self, path: str, kind: str) -> str | None:
        """Return where a link leads, None if that is outside, nowhere, or not of the kind."""
        real = os.path.realpath(path)
        if not f"{real}{os.sep}".startswith(self._prefix):
            return None
        target = Path(real)
        return real if (target.is_file() if kind == _FILE else target.is_dir()) else None

    def _absence(self, path: str) -> str:
        if normalize(path) is None:
            return "no path of a file in the package"
        folder, name = self._parent(path)
        kind = folder.kinds.get(name) if folder else None
        if kind is None:
            return "no such file"
        return {
            _FILE: "a file that cannot be read",
            _LINK: "a link that leads to no file in the package",
        }.get(kind, f"{kind}; expected a file")


class Overlay(Package):
    """The files of a folder, or none, and texts that are files of the package too: they hide what
    lies there. Paths of texts are normal ones.
    """

    def __init__(self, root: Path | None, texts: Mapping[str, str]) -> None:
        self.root = root
        self._below = Package(root) if root else None
        self._texts = dict(texts)
        self._inner: dict[str, set[str]] = {}
        for path in self._texts:
            while path:
                above, _, name = path.rpartition("/")
                self._inner.setdefault(above, set()).add(name)
                path = above

    def locate(self, path: str) -> Path | None:
        if self._below is None or normalize(path) in self._texts:
            return None
        return self._below.locate(path)

    def is_file(self, path: str) -> bool:
        below = self._below is not None and self._below.is_file(path)
        return below or normalize(path) in self._texts

    def is_folder(self, path: str) -> bool:
        below = self._below is not None and self._below.is_folder(path)
        return below or normalize(path) in self._inner

    def names(self, path: str) -> tuple[str, ...]:
        below = self._below.names(path) if self._below else ()
        return tuple(sorted({*below, *self._inner.get(normalize(path) or "", ())}))

    def canonical(self, path: str) -> str | None:
        if normalize(path) in self._texts:
            return normalize(path)
        return self._below.canonical(path) if self._below else None

    def read(self, path: str) -> bytes | None:
        text = self._texts.get(normalize(path) or "")
        if text is not None:
            return text.encode()
        return self._below.read(path) if self._below else None

    def text(self, path: str) -> str:
        text = self._texts.get(normalize(path) or "")
        if text is not None:
            return text
        if self._below is None:
            raise InputError(f"{line(path)}: no such file")
        return self._below.text(path)


class _Folder:
    """A folder as it was when it was first looked into: kinds by name, and those entered."""

    def __init__(self, real: str) -> None:
        self.real = real.rstrip(os.sep)
        self.kinds = _kinds(real)
        self.folders: dict[str, _Folder] = {}


def _kinds(folder: str) -> dict[str, str]:
    try:
        with os.scandir(folder) as entries:
            return {entry.name: _kind(entry) for entry in entries}
    except OSError:
        return {}


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return _LINK
    if entry.is_dir(follow_symlinks=False):
        return _FOLDER
    return _FILE if entry.is_file(follow_symlinks=False) else _OTHER


def _read(path: str) -> bytes | None:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        return None


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}:1:1: UTF-16; expected UTF-8")
    zero = data.find(b"\0")
    if zero >= 0:
        raise InputError(f"{_where(data, zero, name)}: a NUL byte; expected text")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        where = _where(data, error.start, name)
        raise InputError(f"{where}: byte 0x{data[error.start]:02x}; expected UTF-8") from None


def _where(data: bytes, at: int, name: str) -> str:
    row = data.count(b"\n", 0, at) + 1
    begun = data[data.rfind(b"\n", 0, at) + 1 : at]
    return f"{name}:{row}:{len(begun.decode('utf-8', 'replace')) + 1}"
