"""窗口: what a program hears of the size of its window."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("ui/window", kind="simulated")

wx.event("onWindowResize", since="2.3.0", off="offWindowResize")
