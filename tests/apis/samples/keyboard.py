"""Samples of jshost/apis/keyboard.py."""

from __future__ import annotations

SCRIPTS = {
    "onKeyboardHeightChange": "wx.onKeyboardHeightChange((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onKeyboardHeightChange": lambda host: host.change_device(keyboardHeight=300),
}
