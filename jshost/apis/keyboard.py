"""键盘: what a program hears of the keyboard."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("device/keyboard", kind="simulated")

wx.event("onKeyboardHeightChange", since="2.7.0", off="offKeyboardHeightChange", off_since="2.9.2")
