"""Samples of jshost/apis/app_events.py."""

from __future__ import annotations

SCRIPTS = {
    "onThemeChange": "wx.onThemeChange((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onThemeChange": lambda host: host.change_device(theme="dark"),
}
