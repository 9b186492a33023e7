"""Samples of jshost/apis/file_system.py."""

from __future__ import annotations

from .file import RECORDED

_BEFORE = (
    "const fs = wx.getFileSystemManager(); const usr = wx.env.USER_DATA_PATH;"
    " const file = `${usr}/a.txt`; fs.writeFileSync(file, 'text'); const done = (r) =>"
    " say(['success', r]);"
)
_OPEN = f"{_BEFORE} const fd = fs.openSync({{ filePath: file, flag: 'r+' }});"
ZIP = (
    "UEsDBBQAAAAAAAAAIQCsKpPYAgAAAAIAAAAFAAAAYS50eHRoaVBLAQIUAxQAAAAAAAAAIQCsKpPYAgAAAAIAAAAFAA"
    "AAAAAAAAAAAACAAQAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAlAAAAAAA="
)
"""An archive with one file, a.txt: hi."""

SCRIPTS = {
    f"FileSystemManager.{name}": script
    for name, script in {
        "fstat": f"{_OPEN} fs.fstat({{ fd, success: done }});",
        "fstatSync": f"{_OPEN} done(fs.fstatSync({{ fd }}));",
        "getFileInfo": f"{_BEFORE} fs.getFileInfo({{ filePath: file, success: done }});",
        "getSavedFileList": f"{_BEFORE} fs.getSavedFileList({{ success: done }});",
        "open": f"{_BEFORE} fs.open({{ filePath: file, success: done }});",
        "read": f"{_OPEN} fs.read({{ fd, arrayBuffer: new ArrayBuffer(4), success: done }});",
        "readCompressedFile": (
            f"{_BEFORE} fs.writeFileSync(file, 'iwCAaGkD', 'base64');"
            " fs.readCompressedFile({ filePath: file, compressionAlgorithm: 'br', success: done });"
        ),
        "readFile": f"{_BEFORE} fs.readFile({{ filePath: file, success: done }});",
        "readSync": f"{_OPEN} done(fs.readSync({{ fd, arrayBuffer: new ArrayBuffer(4) }}));",
        "readZipEntry": (
            f"{_BEFORE} fs.writeFileSync(file, '{ZIP}', 'base64');"
            " fs.readZipEntry({ filePath: file, entries: 'all', success: done });"
        ),
        "readdir": f"{_BEFORE} fs.readdir({{ dirPath: usr, success: done }});",
        "saveFile": RECORDED.replace("CALL", f"{_BEFORE} fs.saveFile({{ tempFilePath, success:"
                                             f" done }});"),
        "stat": f"{_BEFORE} fs.stat({{ path: file, success: done }});",
        "write": f"{_OPEN} fs.write({{ fd, data: 'x', success: done }});",
        "writeSync": f"{_OPEN} done(fs.writeSync({{ fd, data: 'x' }}));",
    }.items()
}

_ENCODED = (
    "appendFile", "appendFileSync", "readFile", "readFileSync", "readZipEntry", "write",
    "writeFile", "writeFileSync", "writeSync",
)  # fmt: skip
KNOWN_DIFFERENCES = {
    **{
        (f"FileSystemManager.{name}", "parameter encoding: values"): (
            "an encoding that there is not is a failure of its own, and capitals make no"
            " difference (F)"
        )
        for name in _ENCODED
    },
    **{
        (f"FileSystemManager.{name}", "parameter flag: values"): (
            "a flag that there is not is a failure of its own (D, 1302003)"
        )
        for name in ("open", "openSync")
    },
}
