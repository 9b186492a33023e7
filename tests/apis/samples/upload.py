"""Samples of jshost/apis/upload.py."""

from __future__ import annotations

from .sample import Sample

_OPTIONS = "url: 'https://sample.test/a', filePath: 'a.png', name: 'a'"
SAMPLES = {"uploadFile": Sample(_OPTIONS)}
SCRIPTS = {
    f"UploadTask.{event}": (
        f"const task = wx.uploadFile({{ {_OPTIONS} }}); task.{event}((r) => say(['success', r]));"
    )
    for event in ("onHeadersReceived", "onProgressUpdate")
}
KNOWN_DIFFERENCES = {
    ("uploadFile", "result profile"): (
        "only of exchanges over the real network, where there is something to measure"
    ),
}
