"""文件: saved files, and showing files to the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypedDict

from jshost.call import Call, Pending
from jshost.differences.files import (
    DOCUMENT_TYPES,
    NO_DOCUMENT,
    NO_DOCUMENT_TYPE,
    ONLY_ON_COMPUTERS,
)
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives
from jshost.world.disk import FileFault
from jshost.world.files import Document, Saved, SavedFile, failure

wx = Family("file", kind="real")

Algorithm = Literal["md5", "sha1"]


class SavedFileResult(TypedDict):
    savedFilePath: str


class FileInfo(TypedDict):
    """Bytes; the digest in hexadecimal digits."""

    size: int
    digest: str


class FileItem(TypedDict):
    """Bytes; whole seconds since 1970."""

    filePath: str
    size: int
    createTime: int


class FileList(TypedDict):
    fileList: list[FileItem]


class SavedFileInfo(TypedDict):
    """Bytes; whole seconds since 1970."""

    size: int
    createTime: int


@contextmanager
def told(call: Call, path: str = "", target: str = "") -> Iterator[None]:
    """Have what cannot be done with a file fail the call, in the platform's words."""
    try:
        yield
    except FileFault as fault:
        quoted = call.platform.dialect != "devtools"
        name = call.api.name.rpartition(".")[2]
        raise failure(name, fault, path, target, quoted=quoted) from None


def save(call: Call, temporary: str, target: str | None = None) -> str:
    """Move a temporary file to where it stays; return its path there."""
    with told(call, target or temporary):
        return call.phone.files.save(temporary, target)


def info(call: Call, path: str, algorithm: str) -> FileInfo:
    """Return how large a file is, and a digest of it."""
    import hashlib

    with told(call, path):
        data = call.phone.files.content(path)
    digest = hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
    return {"size": len(data), "digest": digest}


def saved_files(call: Call) -> FileList:
    """Return all saved files."""
    with told(call):
        return {"fileList": [_item(file) for file in call.phone.files.saved()]}


def remove_saved(call: Call, path: str) -> None:
    """Delete a saved file."""
    with told(call, path):
        call.phone.files.remove_saved(path)


def _item(file: SavedFile) -> FileItem:
    return {"filePath": file.path, "size": file.size, "createTime": int(file.created)}


@wx.api("saveFile")
def save_file(call: Call, *, tempFilePath: str) -> SavedFileResult:
    """Keep a temporary file: it is moved, the temporary path leads nowhere afterwards (D)."""
    return {"savedFilePath": save(call, tempFilePath)}


@wx.api("getFileInfo", since="1.4.0")
def get_file_info(call: Call, *, filePath: str, digestAlgorithm: Algorithm = "md5") -> FileInfo:
    """Return how large a file is, and a digest of it."""
    return info(call, filePath, digestAlgorithm)


@wx.api("getSavedFileList")
def get_saved_file_list(call: Call) -> FileList:
    """Return all saved files."""
    return saved_files(call)


@wx.api("getSavedFileInfo")
def get_saved_file_info(call: Call, *, filePath: str) -> SavedFileInfo:
    """Return what is known of a saved file."""
    with told(call, filePath):
        found = _item(call.phone.files.saved_file(filePath))
    return {"size": found["size"], "createTime": found["createTime"]}


@wx.api("removeSavedFile")
def remove_saved_file(call: Call, *, filePath: str) -> None:
    """Delete a saved file."""
    remove_saved(call, filePath)


@wx.api("openDocument")
def open_document(
    call: Call,
    *,
    filePath: str,
    fileType: Literal["doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf"] | None = None,
    showMenu: bool = False,
) -> None:
    """Show a document to the user, as `phone.documents` tells. Its type is the one that is given,
    or what its name ends in; an empty file is none (F).
    """
    with told(call, filePath):
        data = call.phone.files.read(filePath)
    if data is None:
        raise ApiError(NO_DOCUMENT)
    kind = fileType or filePath.rpartition(".")[2].lower()
    if kind not in DOCUMENT_TYPES or not data:
        raise ApiError(NO_DOCUMENT_TYPE)
    call.phone.documents.append(Document(filePath, kind, showMenu, data))
    call.tell({"filePath": filePath, "fileType": kind, "showMenu": showMenu, "size": len(data)})


@wx.api("saveFileToDisk", since="2.11.0", asks=Alternatives("save", "cancel", ("save", "cancel")))
def save_file_to_disk(call: Call, *, filePath: str) -> Pending:
    """Have the user choose where on the computer a file goes. Only computers have this (D); it goes
    to `phone.downloads`, never to the disk of the machine that jshost runs on.
    """
    if call.platform.dialect != "devtools":
        raise ApiError(ONLY_ON_COMPUTERS)
    with told(call, filePath):
        data = call.phone.files.content(filePath)

    def chosen(choice: str) -> None:
        if choice != "save":
            raise ApiError("fail cancel")
        call.phone.downloads.append(Saved("file", filePath, data))

    return call.ask("保存文件", chosen, lines=(filePath,))
