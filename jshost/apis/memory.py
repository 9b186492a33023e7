"""内存: what a program hears of the phone's memory."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("device/memory", kind="simulated")

wx.event("onMemoryWarning", since="2.0.2", off="offMemoryWarning", off_since="2.9.0")
