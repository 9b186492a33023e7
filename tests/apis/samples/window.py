"""Samples of jshost/apis/window.py."""

from __future__ import annotations

FAILING = {"setWindowSize": "setWindowSize:fail deprecated"}
FAILING_OPTIONS = {"setWindowSize": "width: 1, height: 1"}
SCRIPTS = {
    "onWindowResize": "wx.onWindowResize((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onWindowResize": lambda host: host.change_device(screenWidth=700),
}
