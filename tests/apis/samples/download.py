"""Samples of jshost/apis/download.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {"downloadFile": Sample("url: 'https://sample.test/a'")}
SCRIPTS = {
    f"DownloadTask.{event}": (
        "const task = wx.downloadFile({ url: 'https://sample.test/a' });"
        f" task.{event}((r) => say(['success', r]));"
    )
    for event in ("onHeadersReceived", "onProgressUpdate")
}
KNOWN_DIFFERENCES = {
    ("downloadFile", "parameter timeout: default"): "app.json may say another (D)",
    ("downloadFile", "result profile"): (
        "only of exchanges over the real network, where there is something to measure"
    ),
    ("downloadFile", "result filePath"): "only where a filePath was given, instead of the other",
}
