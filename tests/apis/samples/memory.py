"""Samples of jshost/apis/memory.py."""

from __future__ import annotations

SCRIPTS = {
    "onMemoryWarning": "wx.onMemoryWarning((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onMemoryWarning": lambda host: host.warn_of_memory(),
}
