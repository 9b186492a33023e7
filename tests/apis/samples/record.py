"""Samples of jshost/apis/record.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "startRecord": Sample(
        "",
        "CALL; setTimeout(() => wx.stopRecord({ complete() {} }), 1000);",
        scope="scope.record",
    ),
    "stopRecord": Sample(
        "", "wx.startRecord({ complete() {} }); setTimeout(() => { CALL }, 1000);"
    ),
}
