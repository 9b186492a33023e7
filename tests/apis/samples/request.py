"""Samples of jshost/apis/request.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {"request": Sample("url: 'https://sample.test/a'")}

_TASK = "const task = wx.request({ url: 'https://sample.test/a', enableChunked: true });"
SCRIPTS = {
    f"RequestTask.{event}": f"{_TASK} task.{event}((r) => say(['success', r]));"
    for event in ("onHeadersReceived", "onChunkReceived")
}

_MEASURED = "only of exchanges over the real network, where there is something to measure"
_NO_DNS = "there is no resolver of its own to be used, and nothing to be told of it"
KNOWN_DIFFERENCES = {
    ("request", "parameter method: values"): "lower case is as good (R)",
    ("request", "parameter timeout: default"): "app.json may say another (D)",
    ("request", "result profile"): _MEASURED,
    ("request", "result exception"): _NO_DNS,
    ("request", "result useHttpDNS"): _NO_DNS,
}
