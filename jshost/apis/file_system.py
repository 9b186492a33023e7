"""文件系统: the file system manager, with callbacks and at once.

The signatures are the documentation's; what is done is jshost.world.files'.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypedDict

from jshost.apis.file import (
    FileInfo,
    FileList,
    SavedFileResult,
    info,
    remove_saved,
    save,
    saved_files,
    told,
)
from jshost.call import App, Call
from jshost.registry import Family, Handler, Manager, method, sync_method
from jshost.values import UNDEFINED, Answering, Deep, Filled, GuestBuffer, GuestRoom
from jshost.world.archive import entries, uncompressed, unpacked
from jshost.world.disk import FileFault
from jshost.world.encodings import decoded, encoded
from jshost.world.files import Stats

wx = Family("file", kind="real")

Content = str | bytes


class FileResult(TypedDict):
    data: Content


class Names(TypedDict):
    files: list[str]


class Opened(TypedDict):
    fd: str


class ReadResult(TypedDict):
    """The buffer that was given, and how many bytes of it are new."""

    arrayBuffer: Filled
    bytesRead: int


class WriteResult(TypedDict):
    bytesWritten: int


class StatsResult(TypedDict):
    stats: Any


class Entries(TypedDict):
    entries: Any


def _with_callbacks(
    since: str = "1.0.0", *, promise: bool = False, fills: str = ""
) -> Callable[[Handler], Handler]:
    """Declare a method with callbacks; its results carry its own name alone."""

    def declare(handler: Handler) -> Handler:
        declared = method(since=since, native=handler.__name__, promise=promise, fills=fills)
        return declared(handler)

    return declare


def _at_once(since: str = "1.0.0", *, fills: str = "") -> Callable[[Handler], Handler]:
    """Declare a method that returns its result."""

    def declare(handler: Handler) -> Handler:
        return sync_method(since=since, native=handler.__name__, fills=fills)(handler)

    return declare


class FileSystemManager(Manager):
    """All that there is of files; see jshost/world/files.py for what is where."""

    object = "FileSystemManager"

    def __init__(self, app: App) -> None:
        self._files = app.phone.files

    # -- looking --

    @_with_callbacks()
    def access(self, call: Call, *, path: str) -> None:
        """Fail where there is no file or folder."""
        self.accessSync(call, path)

    @_at_once()
    def accessSync(self, call: Call, path: str) -> None:
        with told(call, path):
            self._files.stats(path)

    @_with_callbacks()
    def stat(self, call: Call, *, path: str, recursive: bool = False) -> StatsResult:
        """Return what is known of a file or folder, or of all that is in one: a list, with paths
        relative to it, itself first as `/` (D; the form of the paths I).
        """
        return {"stats": self.statSync(call, path, recursive)}

    @_at_once()
    def statSync(self, call: Call, path: str, recursive: bool = False) -> Any:
        with told(call, path):
            found = self._files.stats(path)
            if not recursive or not found.is_folder:
                return _stats(found)
            below = [("/", found), *self._files.below(path)]
        return Deep([{"path": name, "stats": _stats(stats)} for name, stats in below])

    @_with_callbacks()
    def readdir(self, call: Call, *, dirPath: str) -> Names:
        """Return the names in a folder, sorted."""
        return {"files": self.readdirSync(call, dirPath)}

    @_at_once()
    def readdirSync(self, call: Call, dirPath: str) -> list[str]:
        with told(call, dirPath):
            return self._files.children(dirPath)

    @_with_callbacks()
    def readFile(
        self,
        call: Call,
        *,
        filePath: str,
        encoding: str | None = None,
        position: float | None = None,
        length: float | None = None,
    ) -> FileResult:
        """Return a file's bytes, or its text in an encoding; from `position` on, `length` bytes."""
        return {"data": self._read(call, filePath, encoding, position, length)}

    @_at_once()
    def readFileSync(
        self,
        call: Call,
        filePath: str,
        encoding: str | None = None,
        position: float | None = None,
        length: float | None = None,
    ) -> Content:
        return self._read(call, filePath, encoding, position, length)

    def _read(
        self,
        call: Call,
        path: str,
        encoding: str | None,
        position: float | None,
        length: float | None,
    ) -> Content:
        with told(call, path):
            if position is None and length is None:
                return _shown(self._files.content(path), encoding)
            size = self._files.stats(path).size
            start, count = _range(size, position, length)
            return _shown(self._files.content(path, start, count), encoding)

    @_with_callbacks("2.21.1", promise=True)
    def readCompressedFile(
        self, call: Call, *, filePath: str, compressionAlgorithm: Literal["br"]
    ) -> FileResult:
        """Return what a file compressed with brotli holds."""
        with told(call, filePath):
            return {"data": uncompressed(self._files.content(filePath), self._files.move)}

    @_at_once("2.21.1")
    def readCompressedFileSync(
        self, call: Call, *, filePath: str, compressionAlgorithm: Literal["br"]
    ) -> Content:
        with told(call, filePath):
            return uncompressed(self._files.content(filePath), self._files.move)

    @_with_callbacks()
    def getFileInfo(
        self,
        call: Call,
        *,
        filePath: str,
        digestAlgorithm: Literal["md5", "sha1", "sha256"] = "md5",
    ) -> FileInfo:
        """Return how large a file is, and a digest of it."""
        return info(call, filePath, digestAlgorithm)

    # -- changing --

    @_with_callbacks()
    def writeFile(self, call: Call, *, filePath: str, data: Any, encoding: str = "utf8") -> None:
        """Have a file with this content, in place of the one there was."""
        self.writeFileSync(call, filePath, data, encoding)

    @_at_once()
    def writeFileSync(self, call: Call, filePath: str, data: Any, encoding: str = "utf8") -> None:
        with told(call, filePath):
            self._files.replace(filePath, _bytes(data, encoding))

    @_with_callbacks("2.1.0")
    def appendFile(self, call: Call, *, filePath: str, data: Any, encoding: str = "utf8") -> None:
        """Add to the end of a file."""
        self.appendFileSync(call, filePath, data, encoding)

    @_at_once("2.1.0")
    def appendFileSync(self, call: Call, filePath: str, data: Any, encoding: str = "utf8") -> None:
        with told(call, filePath):
            self._files.append(filePath, _bytes(data, encoding))

    @_with_callbacks("2.16.1")
    def truncate(self, call: Call, *, filePath: str, length: float = 0) -> None:
        """Cut a file, or fill it up with zeros."""
        with told(call, filePath):
            self._files.truncate(filePath, _whole(length, "length"))

    @_at_once("2.16.1")
    def truncateSync(self, call: Call, *, filePath: str, length: float = 0) -> None:
        with told(call, filePath):
            self._files.truncate(filePath, _whole(length, "length"))

    @_with_callbacks()
    def copyFile(self, call: Call, *, srcPath: str, destPath: str) -> None:
        """Copy any file to a user file."""
        self.copyFileSync(call, srcPath, destPath)

    @_at_once()
    def copyFileSync(self, call: Call, srcPath: str, destPath: str) -> None:
        with told(call, srcPath, destPath):
            self._files.copy(srcPath, destPath)

    @_with_callbacks()
    def rename(self, call: Call, *, oldPath: str, newPath: str) -> None:
        """Give a file or folder another place."""
        self.renameSync(call, oldPath, newPath)

    @_at_once()
    def renameSync(self, call: Call, oldPath: str, newPath: str) -> None:
        with told(call, oldPath, newPath):
            self._files.rename(oldPath, newPath)

    @_with_callbacks()
    def unlink(self, call: Call, *, filePath: str) -> None:
        """Delete a file."""
        self.unlinkSync(call, filePath)

    @_at_once()
    def unlinkSync(self, call: Call, filePath: str) -> None:
        with told(call, filePath):
            self._files.remove_file(filePath)

    @_with_callbacks()
    def mkdir(self, call: Call, *, dirPath: str, recursive: bool = False) -> None:
        """Make a folder."""
        self.mkdirSync(call, dirPath, recursive)

    @_at_once()
    def mkdirSync(self, call: Call, dirPath: str, recursive: bool = False) -> None:
        with told(call, dirPath):
            self._files.make_folder(dirPath, recursive=recursive)

    @_with_callbacks()
    def rmdir(self, call: Call, *, dirPath: str, recursive: bool = False) -> None:
        """Delete a folder."""
        self.rmdirSync(call, dirPath, recursive)

    @_at_once()
    def rmdirSync(self, call: Call, dirPath: str, recursive: bool = False) -> None:
        with told(call, dirPath):
            self._files.remove_folder(dirPath, recursive=recursive)

    # -- saved files --

    @_with_callbacks()
    def saveFile(
        self, call: Call, *, tempFilePath: str, filePath: str | None = None
    ) -> SavedFileResult:
        """Move a temporary file to a user file, or among the saved files."""
        return {"savedFilePath": save(call, tempFilePath, filePath)}

    @_at_once()
    def saveFileSync(self, call: Call, tempFilePath: str, filePath: str | None = None) -> str:
        return save(call, tempFilePath, filePath)

    @_with_callbacks()
    def getSavedFileList(self, call: Call) -> FileList:
        """Return all saved files."""
        return saved_files(call)

    @_with_callbacks()
    def removeSavedFile(self, call: Call, *, filePath: str) -> None:
        """Delete a saved file."""
        remove_saved(call, filePath)

    # -- archives --

    @_with_callbacks()
    def unzip(self, call: Call, *, zipFilePath: str, targetPath: str) -> None:
        """Unpack an archive into a folder, which is made if need be: all of it, or nothing."""
        with told(call, zipFilePath, targetPath):
            unpacked(self._files, zipFilePath, targetPath)

    @_with_callbacks("2.17.3")
    def readZipEntry(
        self, call: Call, *, filePath: str, entries: Any, encoding: str | None = None
    ) -> Entries:
        """Return files of an archive by name: those that are asked for, or `all`."""
        with told(call, filePath):
            return {"entries": Deep(self._entries(filePath, entries, encoding))}

    def _entries(self, path: str, wanted: Any, encoding: str | None) -> dict[str, Any]:
        data = self._files.content(path)
        if wanted == "all":
            found = entries(data, self._files.move)
            return {name: _entry(content, encoding) for name, content in found.items()}
        if not isinstance(wanted, list):
            raise FileFault("argument")
        if any(type(item) is not dict or type(item.get("path")) is not str for item in wanted):
            raise FileFault("argument")
        found = entries(data, self._files.move, frozenset(item["path"] for item in wanted))
        return {item["path"]: _asked(found.get(item["path"]), item) for item in wanted}

    # -- open files --

    @_with_callbacks("2.16.1")
    def open(self, call: Call, *, filePath: str, flag: str = "r") -> Opened:
        """Open a file; return its descriptor."""
        return {"fd": self.openSync(call, filePath=filePath, flag=flag)}

    @_at_once("2.16.1")
    def openSync(self, call: Call, *, filePath: str, flag: str = "r") -> str:
        with told(call, filePath):
            if flag not in _FLAGS:
                raise FileFault("flag")
            return self._files.open(filePath, flag)

    @_with_callbacks("2.16.1")
    def close(self, call: Call, *, fd: str) -> None:
        """Close an open file."""
        self.closeSync(call, fd=fd)

    @_at_once("2.16.1")
    def closeSync(self, call: Call, *, fd: str) -> None:
        with told(call):
            self._files.close(fd)

    @_with_callbacks("2.16.1")
    def fstat(self, call: Call, *, fd: str) -> StatsResult:
        """Return what is known of an open file."""
        return {"stats": self.fstatSync(call, fd=fd)}

    @_at_once("2.16.1")
    def fstatSync(self, call: Call, *, fd: str) -> Any:
        with told(call):
            return _stats(self._files.opened(fd))

    @_with_callbacks("2.16.1")
    def ftruncate(self, call: Call, *, fd: str, length: float) -> None:
        """Cut an open file, or fill it up with zeros."""
        self.ftruncateSync(call, fd=fd, length=length)

    @_at_once("2.16.1")
    def ftruncateSync(self, call: Call, *, fd: str, length: float) -> None:
        with told(call):
            self._files.truncate_open(fd, _whole(length, "length"))

    @_with_callbacks("2.16.1", fills="arrayBuffer")
    def read(
        self,
        call: Call,
        *,
        fd: str,
        arrayBuffer: GuestRoom,
        offset: float = 0,
        length: float = 0,
        position: float | None = None,
    ) -> ReadResult:
        """Read from an open file into the buffer that is given."""
        return self._read_open(call, fd, arrayBuffer, offset, length, position)

    @_at_once("2.16.1", fills="arrayBuffer")
    def readSync(
        self,
        call: Call,
        *,
        fd: str,
        arrayBuffer: GuestRoom,
        offset: float = 0,
        length: float = 0,
        position: float | None = None,
    ) -> Any:
        return Deep(self._read_open(call, fd, arrayBuffer, offset, length, position))

    def _read_open(
        self,
        call: Call,
        fd: str,
        room: GuestRoom,
        offset: float,
        length: float,
        position: float | None,
    ) -> ReadResult:
        with told(call):
            start = _whole(offset, "offset", room.size)
            count = _whole(length, "length", room.size - start)
            at = None if position is None else _whole(position, "position")
            data = self._files.read_open(fd, count, at)
        return {"arrayBuffer": Filled(start, data), "bytesRead": len(data)}

    @_with_callbacks("2.16.1")
    def write(
        self,
        call: Call,
        *,
        fd: str,
        data: Any,
        offset: float = 0,
        length: float | None = None,
        encoding: str = "utf8",
        position: float | None = None,
    ) -> WriteResult:
        """Write into an open file; `offset` and `length` are those of a buffer."""
        return self._write_open(call, fd, data, offset, length, encoding, position)

    @_at_once("2.16.1")
    def writeSync(
        self,
        call: Call,
        *,
        fd: str,
        data: Any,
        offset: float = 0,
        length: float | None = None,
        encoding: str = "utf8",
        position: float | None = None,
    ) -> WriteResult:
        return self._write_open(call, fd, data, offset, length, encoding, position)

    def _write_open(
        self,
        call: Call,
        fd: str,
        data: Any,
        offset: float,
        length: float | None,
        encoding: str,
        position: float | None,
    ) -> WriteResult:
        with told(call):
            written = _bytes(data, encoding)
            if isinstance(data, GuestBuffer):
                start = _whole(offset, "offset", len(written))
                rest = len(written) - start
                count = rest if length is None else _whole(length, "length", rest)
                written = written[start : start + count]
            at = None if position is None else _whole(position, "position")
            self._files.write_open(fd, written, at)
        return {"bytesWritten": len(written)}


_FLAGS = ("a", "ax", "a+", "ax+", "as", "as+", "r", "r+", "w", "wx", "w+", "wx+")
_FAR = 2**53
_MAX_AT_ONCE = 32 * 1024 * 1024
"""How many bytes can be handed over at once in the best case (see bridge.MAX_ANSWER)."""


def _whole(number: float, what: str, most: int = _FAR) -> int:
    """Return a number that has to be whole and within bounds."""
    if not 0 <= number <= most or number != int(number):
        raise FileFault(what)
    return int(number)


def _range(size: int, position: float | None, length: float | None) -> tuple[int, int]:
    """Return where a part of a file begins, and how long it may be. What is documented to be out of
    range is refused.
    """
    start = 0 if position is None else _whole(position, "position", max(size - 1, 0))
    if length is None:
        return start, size - start
    if length < 1:
        raise FileFault("length")
    return start, _whole(length, "length", size)


def _bytes(data: Any, encoding: str) -> bytes:
    """Return the bytes that are to be written."""
    if isinstance(data, str):
        return encoded(data, encoding)
    if isinstance(data, GuestBuffer):
        return data.data
    raise FileFault("no-data" if data is UNDEFINED or data is None else "data")


def _shown(data: bytes, encoding: str | None) -> Content:
    if len(data) > _MAX_AT_ONCE:
        raise FileFault("system")
    return data if encoding is None else decoded(data, encoding)


def _stats(found: Stats) -> Answering:
    fields = {
        "mode": found.mode,
        "size": found.size,
        "lastAccessedTime": int(found.accessed),
        "lastModifiedTime": int(found.modified),
    }
    return Answering(fields, {"isDirectory": found.is_folder, "isFile": not found.is_folder})


def _asked(data: bytes | None, item: dict[str, Any]) -> dict[str, Any]:
    """Return one file of an archive as it was asked for."""
    encoding, position, length = (item.get(name) for name in ("encoding", "position", "length"))
    try:
        if data is None:
            raise FileFault("zip-entry")
        if any(type(number) not in (int, float, type(None)) for number in (position, length)):
            raise FileFault("argument")
        start, count = _range(len(data), position, length)
        return _entry(data[start : start + count], encoding)
    except FileFault as fault:
        return {"errMsg": f"readZipEntry:{fault.reason}"}


def _entry(data: bytes, encoding: Any) -> dict[str, Any]:
    shown = _shown(data, encoding if isinstance(encoding, str) else None)
    return {"errMsg": "readZipEntry:ok", "data": shown}


wx.manager("getFileSystemManager", FileSystemManager, since="1.9.9")
