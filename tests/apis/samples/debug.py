"""Samples of jshost/apis/debug.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setEnableDebug": Sample("enableDebug: true"),
}
SCRIPTS = {
    "RealtimeLogManager.getCurrentState": (
        "say(['success', wx.getRealtimeLogManager().getCurrentState()]);"
    ),
}
KNOWN_DIFFERENCES = {
    ("getLogManager", "parameter option: required"): "programs call it without (F)",
    ("getRealtimeLogManager", "methods"): "`tag` is for plugins, which there are none of",
    ("RealtimeLogManager.in", "parameter pageInstance"): "of a page, its `route` is what is read",
    ("RealtimeLogManager.in", "parameter route"): "of a page, its `route` is what is read",
}
