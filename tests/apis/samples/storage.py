"""Samples of jshost/apis/storage.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setStorage": Sample("key: 'k', data: 1"),
    "getStorage": Sample("key: 'k'", "wx.setStorageSync('k', 1); CALL"),
    "removeStorage": Sample("key: 'k'"),
    "clearStorage": Sample(),
    "getStorageInfo": Sample(),
    "batchSetStorage": Sample("kvList: [{ key: 'k', value: 1 }]"),
    "batchGetStorage": Sample("keyList: ['k']", "wx.setStorageSync('k', 1); CALL"),
}

KNOWN_DIFFERENCES = {
    ("batchGetStorage", "result dataList"): "the documentation does not say what it returns (R)",
}
