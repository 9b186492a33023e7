"""Local files as a mini program knows them: its user files and saved files, temporary ones, those
of the scenario, and those of its own package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jshost.differences.files import (
    FAILURES,
    FILE_MODE,
    FOLDER_MODE,
    MAX_DESCRIPTORS,
    MAX_FILE,
    MAX_NAME,
    TEXTS,
)
from jshost.errors import ApiError, message_limit
from jshost.frozen import Frozen
from jshost.world.disk import CHUNK, Disk, FileFault, Node, Parts

MAX_BYTES = MAX_FILE
MAX_PATH = 4096
MAX_MOVED = 4 << 30
"""How many bytes of files one run may have the host read and write."""
MAX_DEPTH = 128
"""How deep folders may be in each other: each takes the host a look (I)."""
MAX_BUFFERS = 200 * 1024 * 1024
"""How many bytes may be kept under URLs of their own at once (I)."""
_USER = ("wxfile://usr", "http://usr")
_STORE = ("wxfile://store_", "http://store/")
_TEMPORARY = ("wxfile://tmp_", "http://tmp/")


class Stats(Frozen):
    """What is known of a file or folder: bytes, and times in seconds since 1970."""

    is_folder: bool
    size: int
    accessed: float
    modified: float

    @property
    def mode(self) -> int:
        return FOLDER_MODE if self.is_folder else FILE_MODE


class SavedFile(Frozen):
    """A file of the index of saved files: its path, bytes, seconds since 1970."""

    path: str
    size: int
    created: float


class _Open:
    """An open file: one of the disk, or bytes that nobody can change."""

    def __init__(self, file: Node | bytes, flag: str) -> None:
        self.file = file
        self.readable = flag[0] == "r" or "+" in flag
        self.writable = flag[0] != "r" or "+" in flag
        self.appends = flag[0] == "a"
        self.position = 0


def place(path: str) -> tuple[str, Parts]:
    """Return what a guest's path names: `disk` and a place there, `package` and the names below its
    root, `temporary`, or `nowhere`. Every path of a guest goes through here.

    Raises FileFault for names that cannot be: no system takes NUL, and `.` and `..` mean something
    in packages only, which programs count on (F; the documentation has no relative paths).
    """
    if len(path) > MAX_PATH:
        raise FileFault("too-long")
    area, rest = _area(path)
    names = tuple(name for name in rest.split("/") if name)
    if len(names) > MAX_DEPTH or any(map(_is_too_long, names)):
        raise FileFault("too-long")
    if "\0" in path:
        raise FileFault("denied")
    if area not in ("usr", "store"):
        return area, names
    if any(name in (".", "..") for name in names):
        raise FileFault("denied")
    return "disk", (area, *names)


def _is_too_long(name: str) -> bool:
    return len(name.encode("utf-8", "surrogatepass")) > MAX_NAME


def _area(path: str) -> tuple[str, str]:
    for prefix in _USER:
        if path == prefix or path.startswith(f"{prefix}/"):
            return "usr", path[len(prefix) :]
    for prefix in _STORE:
        if path.startswith(prefix):
            return "store", path[len(prefix) :]
    if path.startswith(_TEMPORARY):
        return "temporary", ""
    return ("nowhere", "") if "://" in path else ("package", path)


class Files:
    """The files of one run. `root` is the folder of the program's package, `given` the scenario's
    files, `disk` what stays.

    Methods raise FileFault; `read` and `write` are for other APIs than those of files.
    """

    def __init__(self, root: Path | None, given: Mapping[str, Path], disk: Disk) -> None:
        self._root = root.resolve() if root else None
        self._given = dict(given)
        self._disk = disk
        self._temporary: dict[str, Callable[[], bytes]] = {}
        self._buffers: dict[str, int] = {}
        self._made = 0
        self._open: dict[str, _Open] = {}
        self._opened = 0
        self._moved = 0

    def move(self, size: int) -> None:
        """Count bytes that the host reads, writes or unpacks for the program: a small call can
        cause much work. Raises MessageLimit.
        """
        self._moved += size
        if self._moved > MAX_MOVED:
            raise message_limit(f"more than {MAX_MOVED >> 30} GB of files read and written")

    # -- for all APIs --

    def add_temporary(self, make: Callable[[], bytes], extension: str) -> str:
        """Have a temporary file until the run ends and return its path. Its content is made when it
        is read: a program may make very many.
        """
        self._made += 1
        path = f"wxfile://tmp_{self._made:08x}.{extension}"
        self._temporary[path] = make
        return path

    def add_buffer(self, data: bytes) -> str:
        """Keep bytes under a URL of their own until they are removed, or the run ends."""
        if sum(self._buffers.values()) + len(data) > MAX_BUFFERS:
            raise FileFault("full")
        self._made += 1
        url = f"wxbuffer://{self._made:08x}"
        self._temporary[url] = lambda: data
        self._buffers[url] = len(data)
        return url

    def remove_buffer(self, url: str) -> None:
        """Forget bytes that were kept under a URL."""
        if self._buffers.pop(url, None) is not None:
            del self._temporary[url]

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, None where there is no such file or it lies outside."""
        try:
            return self.content(path)
        except FileFault:
            return None

    def write(self, path: str, data: bytes) -> None:
        """Have a user file with this content, in place of the one there was. Raises ApiError with
        the platform's text.
        """
        try:
            self.replace(path, data)
        except FileFault as fault:
            raise failure("writeFile", fault, path) from None

    # -- looking --

    def stats(self, path: str) -> Stats:
        """Return what is known of a file or folder."""
        area, parts = place(path)
        if area == "disk" and not self._is_given(path, parts):
            return _stats(self._node(parts))
        if path in self._temporary:
            return Stats(False, len(self._temporary[path]()), 0, 0)
        return _host_stats(self._outside(area, path, parts))

    def children(self, path: str) -> list[str]:
        """Return the names in a folder."""
        area, parts = place(path)
        if area == "disk":
            if parts[0] == "store":
                raise FileFault("denied")
            return [name for name, _ in self._disk.children(parts)]
        found = self._outside(area, path, parts)
        if path in self._temporary or not found.is_dir():
            raise FileFault("not-directory")
        return sorted(entry.name for entry in found.iterdir())

    def below(self, path: str) -> list[tuple[str, Stats]]:
        """Return everything below a folder: paths relative to it, which begin with a slash."""
        area, parts = place(path)
        if area != "disk":
            raise FileFault("denied")
        return [
            (
                "/" + "/".join(found[len(parts) :]),
                Stats(n.is_folder, n.size, n.accessed, n.modified),
            )
            for found, n in self._disk.walk(parts)
        ]

    def content(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Return a file's bytes, or some of them."""
        area, parts = place(path)
        if area == "disk" and not self._is_given(path, parts):
            node = self._node(parts)
            if node.is_folder:
                raise FileFault("is-directory")
            self.move(node.size if length is None else min(length, node.size))
            return self._disk.read(node, start, length)
        data = self._foreign(area, path, parts)
        self.move(len(data))
        return data[start:] if length is None else data[start : start + length]

    # -- changing --

    def replace(self, path: str, data: bytes) -> None:
        """Have a user file with this content."""
        self.move(len(data))
        self._disk.replace(self._own(path), data)

    def append(self, path: str, data: bytes) -> None:
        """Add to the end of a user file."""
        self.move(len(data) + CHUNK)
        self._disk.append(self._own(path), data)

    def truncate(self, path: str, length: int) -> None:
        """Cut a user file, or fill it up with zeros."""
        node = self._node(self._own(path))
        if node.is_folder:
            raise FileFault("is-directory")
        self._disk.truncate(node, length)

    def make_folder(self, path: str, *, recursive: bool = False) -> None:
        """Make a folder among the user files."""
        self._disk.make_folder(self._own(path), recursive=recursive)

    def remove_folder(self, path: str, *, recursive: bool = False) -> None:
        """Delete a folder of the user files."""
        self._disk.remove_folder(self._own(path), recursive=recursive)

    def remove_file(self, path: str) -> None:
        """Delete a user file."""
        self._disk.remove_file(self._own(path))

    def rename(self, old: str, new: str) -> None:
        """Give a user file or folder another place."""
        self._disk.rename(self._own(old), self._own(new))

    def copy(self, source: str, target: str) -> None:
        """Copy any file to a user file."""
        parts = self._own(target)
        area, names = place(source)
        if area != "disk" or self._is_given(source, names):
            self._disk.replace(parts, self.content(source))
            return
        node = self._node(names)
        if node.is_folder:
            raise FileFault("is-directory", source)
        self.move(node.size)
        self._disk.copy(node, parts)

    def together(self) -> Any:
        """Return a context in which several changes are one."""
        return self._disk.all_or_nothing()

    # -- saved files --

    def save(self, temporary: str, target: str | None = None) -> str:
        """Move a temporary file to where it stays: to a user file, or among the saved ones. Return
        its path there.
        """
        if temporary not in self._temporary and temporary not in self._given:
            raise FileFault("no-temporary")
        data = self._foreign("temporary", temporary, ())
        self.move(len(data))
        if target is None:
            extension = temporary.rpartition("/")[2].rpartition(".")
            name = self._disk.save(data, extension[2][:20] if extension[1] else "")
            target = f"{_STORE[0]}{name}"
        else:
            self.replace(target, data)
        self._temporary.pop(temporary, None)
        self._given.pop(temporary, None)
        return target

    def saved(self) -> list[SavedFile]:
        """Return all saved files, the oldest first."""
        return [
            SavedFile(f"{_STORE[0]}{name}", node.size, node.created)
            for name, node in self._disk.children(("store",))
        ]

    def saved_file(self, path: str) -> SavedFile:
        """Return one saved file."""
        parts = self._saved_parts(path)
        node = self._node(parts)
        return SavedFile(path, node.size, node.created)

    def remove_saved(self, path: str) -> None:
        """Delete a saved file."""
        self._disk.remove_file(self._saved_parts(path))

    def _saved_parts(self, path: str) -> Parts:
        area, parts = place(path)
        if area != "disk" or parts[0] != "store" or len(parts) != 2:
            raise FileFault("missing")
        return parts

    # -- open files --

    def open(self, path: str, flag: str) -> str:
        """Open a file, as open(2) does with the flags of Node; return its descriptor."""
        if len(self._open) >= MAX_DESCRIPTORS:
            raise FileFault("descriptors")
        area, parts = place(path)
        file: Node | bytes
        if area == "disk" and parts[0] == "usr":
            file = self._open_node(parts, flag)
        elif flag != "r":
            raise FileFault("denied")
        else:
            file = self._node(parts) if area == "disk" else self._foreign(area, path, parts)
        self._opened += 1
        descriptor = str(self._opened)
        self._open[descriptor] = _Open(file, flag)
        return descriptor

    def _open_node(self, parts: Parts, flag: str) -> Node:
        if flag[0] == "w" or "x" in flag:
            return self._disk.replace(parts, b"", new="x" in flag)
        with self._disk.all_or_nothing():
            node = self._disk.find(parts)
            if node is not None and node.is_folder:
                raise FileFault("is-directory")
            if node is None and flag[0] == "r":
                raise FileFault("missing")
            return node or self._disk.replace(parts, b"")

    def close(self, descriptor: str) -> None:
        """Close an open file."""
        if self._open.pop(descriptor, None) is None:
            raise FileFault("descriptor")

    def opened(self, descriptor: str) -> Stats:
        """Return what is known of an open file."""
        file = self._opened_file(descriptor).file
        if isinstance(file, bytes):
            return Stats(False, len(file), 0, 0)
        return _stats(self._disk.fresh(file))

    def read_open(self, descriptor: str, length: int, position: int | None) -> bytes:
        """Read from an open file: at a position, or where the last reading ended."""
        opened = self._opened_file(descriptor)
        if not opened.readable:
            raise FileFault("one-way")
        start = opened.position if position is None else position
        file = opened.file
        self.move(length)
        if isinstance(file, bytes):
            data = file[start : start + length]
        else:
            data = self._disk.read(file, start, length)
        if position is None:
            opened.position += len(data)
        return data

    def write_open(self, descriptor: str, data: bytes, position: int | None) -> None:
        """Write into an open file: at a position, or where the last writing ended."""
        opened = self._opened_file(descriptor)
        if not opened.writable or isinstance(opened.file, bytes):
            raise FileFault("one-way")
        start = opened.position if position is None else position
        self.move(len(data) + CHUNK)
        start = self._disk.write(opened.file, None if opened.appends else start, data)
        if position is None:
            opened.position = start + len(data)

    def truncate_open(self, descriptor: str, length: int) -> None:
        """Cut an open file, or fill it up with zeros."""
        opened = self._opened_file(descriptor)
        if not opened.writable or isinstance(opened.file, bytes):
            raise FileFault("one-way")
        self._disk.truncate(opened.file, length)

    def _opened_file(self, descriptor: str) -> _Open:
        if descriptor not in self._open:
            raise FileFault("descriptor")
        return self._open[descriptor]

    # -- places --

    def _own(self, path: str) -> Parts:
        """Return the place of a path that a program may write to."""
        area, parts = place(path)
        if area != "disk" or parts[0] != "usr":
            raise FileFault("denied")
        return parts

    def _node(self, parts: Parts) -> Node:
        node = self._disk.find(parts)
        if node is None:
            raise FileFault("missing")
        return node

    def _is_given(self, path: str, parts: Parts) -> bool:
        """Whether a place on the disk is as the scenario has it: the program put nothing there."""
        return path in self._given and self._disk.find(parts) is None

    def _foreign(self, area: str, path: str, parts: Parts) -> bytes:
        """Return the bytes of a file that is not on the program's disk."""
        if path in self._temporary:
            return self._temporary[path]()
        found = self._outside(area, path, parts)
        try:
            if found.is_dir():
                raise FileFault("is-directory")
            if not found.is_file():
                raise FileFault("missing")
            if found.stat().st_size > MAX_BYTES:
                raise FileFault("full")
            return found.read_bytes()
        except OSError:
            raise FileFault("missing") from None

    def _outside(self, area: str, path: str, parts: Parts) -> Path:
        """Return where a file of the scenario or of the package is. Symbolic links that lead out of
        the package lead nowhere.
        """
        if path in self._given:
            return self._given[path]
        if area == "nowhere":
            raise FileFault("denied")
        if area != "package" or self._root is None or "\\" in path or ":" in path:
            raise FileFault("missing")
        try:
            found = self._root.joinpath(*parts).resolve()
            if found.is_relative_to(self._root) and found.exists():
                return found
        except (OSError, ValueError):
            pass
        raise FileFault("missing")


def _stats(node: Node) -> Stats:
    return Stats(node.is_folder, node.size, node.accessed, node.modified)


def _host_stats(path: Path) -> Stats:
    try:
        found = path.stat()
    except OSError:
        raise FileFault("missing") from None
    # Times of the host's files would make runs differ.
    return Stats(path.is_dir(), 0 if path.is_dir() else found.st_size, 0, 0)


def failure(
    call: str, fault: FileFault, path: str = "", target: str = "", *, quoted: bool = False
) -> ApiError:
    """Return how a call fails: `path` is what it was given, `target` its second path."""
    row = FAILURES[fault.kind]
    api = call.removesuffix("Sync")
    text = TEXTS.get((api, fault.kind), row.text)
    if api in ("copyFile", "rename", "unzip") and fault.path is None:
        fault = FileFault(fault.kind, target)
    meant = path if fault.path is None else fault.path
    shown = [f'"{name}"' if quoted else name for name in (meant, path, target)]
    text = text.format(path=shown[0], call=api, source=shown[1], target=shown[2])
    return ApiError(f"fail {text}", errno=row.errno, err_code=row.errno)


class Document(Frozen):
    """A document that the user was shown, and whether with a menu to pass it on."""

    path: str
    type: str
    menu: bool
    data: bytes


class Saved(Frozen):
    """A picture or video in the album, or a file among the downloads."""

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
