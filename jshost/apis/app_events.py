"""应用级事件: what a program can hear of itself."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("base/app/app-event")

wx.event("onError", since="2.1.2", off="offError")
wx.event("onUnhandledRejection", since="2.10.0", off="offUnhandledRejection")
