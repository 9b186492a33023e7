"""Files: what their failures are called, and how much there may be.

The documentation of 2018 has whole texts, today's has codes (D); the texts go with the codes by
what they say (I). Phones put paths in quotation marks (F), DevTools does not (F, and D).
"""

from __future__ import annotations

from collections.abc import Callable

from jshost.frozen import Frozen


class Failure(Frozen):
    """A code and the text that goes with it: `path` is the path that is meant, `source` and
    `target` are those of a call with two, `call` is its name.
    """

    errno: int
    text: str
    source: str


FAILURES = {
    "missing": Failure(1300002, "no such file or directory, open {path}", "D"),
    "denied": Failure(1300013, "permission denied, open {path}", "D; the code I"),
    "is-directory": Failure(1301003, "illegal operation on a directory, open {path}", "D"),
    "not-directory": Failure(1300020, "not a directory {path}", "D"),
    "exists": Failure(1301005, "file already exists {path}", "D"),
    "not-empty": Failure(1300066, "directory not empty", "D"),
    "too-long": Failure(1300036, "File name too long", "D"),
    "full": Failure(1300202, "the maximum size of the file storage limit is exceeded", "D"),
    "no-data": Failure(1301002, "data to write is empty", "D"),
    "unknown-encoding": Failure(1300022, "invalid encoding", "F, the code I"),
    "encoding": Failure(1300203, "base64 encode error", "D"),
    "data": Failure(1300022, "invalid data", "F, the code I"),
    "argument": Failure(1300022, "Invalid argument", "D"),
    "descriptor": Failure(1300009, "bad file descriptor", "D"),
    "descriptors": Failure(1302002, "excced max concurrent fd limit", "D, spelled so"),
    "flag": Failure(1302003, "invalid flag", "D"),
    "flag-denied": Failure(1302004, "permission denied when open using flag", "D"),
    "one-way": Failure(1302001, "permission denied", "D, fd is writeonly or readonly"),
    "length": Failure(1301006, "value of length is out of range", "D"),
    "offset": Failure(1301007, "value of offset is out of range", "D"),
    "position": Failure(1301009, "value of position is out of range", "D"),
    "no-temporary": Failure(1301112, "tempFilePath file not exist", "D"),
    "unlink-directory": Failure(1300001, "operation not permitted, unlink {path}", "D"),
    "system": Failure(1300201, "system error", "D"),
    "zip-open": Failure(1301102, "unzip open file fail", "D"),
    "zip-entry": Failure(1301103, "unzip entry fail", "D"),
    "zip": Failure(1301104, "unzip fail", "D"),
    "brotli": Failure(1301111, "brotli decompress fail", "D"),
}

_PLAIN = "no such file or directory {path}"
_TWO = "no such file or directory, {call} {source} -> {target}"
_TWO_DENIED = "permission denied, {call} {source} -> {target}"
TEXTS = {
    **{
        (call, "missing"): _PLAIN
        for call in ("access", "mkdir", "readdir", "rmdir", "saveFile", "stat", "unlink")
    },
    **{(call, "missing"): _TWO for call in ("copyFile", "rename", "unzip")},
    **{(call, "denied"): _TWO_DENIED for call in ("copyFile", "rename", "unzip")},
    **{
        (call, "missing"): "file not exist"
        for call in ("getFileInfo", "getSavedFileInfo", "removeSavedFile")
    },
}
"""Texts of single calls (D), the same with and without `Sync`."""

DOCUMENT_TYPES = ("doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf")
"""What openDocument shows (D)."""
NO_DOCUMENT = "fail file doesn't exist"
"""For a document that there is not (F)."""
NO_DOCUMENT_TYPE = "fail filetype not supported"
"""For a file that is no document (F)."""
ONLY_ON_COMPUTERS = "fail not supported"
"""For saveFileToDisk on phones: it is for computers alone (D; the text I)."""


class Room(Frozen):
    """From base library `since` on, a program's own files may take `size` bytes in all."""

    since: str
    size: int
    source: str


MB = 1024 * 1024
ROOMS = (
    Room("1.0.0", 10 * MB, "D 2018"),
    Room("2.10.4", 200 * MB, "D today; the base library I: it was 10 MB in December 2019"),
)
MAX_FILE = 100 * MB
"""How large one file may be (D)."""
MAX_NAME = 255
"""How many bytes a name may have: as on the phones' own file systems (I)."""
MAX_DESCRIPTORS = 1024
"""How many files may be open at once: documented to be limited, not how (I)."""
FILE_MODE = 0o100644
FOLDER_MODE = 0o040755
"""What stat calls a file's and a folder's mode (I)."""


def room(has: Callable[[str], bool]) -> int:
    """Return how many bytes a program's files may take on a platform that `has` base libraries."""
    return next(row.size for row in reversed(ROOMS) if has(row.since))
