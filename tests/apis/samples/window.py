"""Samples of jshost/apis/window.py."""

from __future__ import annotations

SCRIPTS = {
    "onWindowResize": "wx.onWindowResize((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onWindowResize": lambda host: host.change_device(screenWidth=700),
}
