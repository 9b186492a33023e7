"""应用级事件: what a program can hear of itself."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("base/app/app-event", kind="real")

wx.event("onError", since="2.1.2", off="offError")
wx.event("onUnhandledRejection", since="2.10.0", off="offUnhandledRejection")
wx.event("onAppShow", since="2.1.2", off="offAppShow")
wx.event("onAppHide", since="2.1.2", off="offAppHide")
wx.event("onPageNotFound", since="2.1.2", off="offPageNotFound")
wx.event("onThemeChange", since="2.11.0", off="offThemeChange")
wx.event("onAudioInterruptionBegin", since="2.6.2", off="offAudioInterruptionBegin")
wx.event("onAudioInterruptionEnd", since="2.6.2", off="offAudioInterruptionEnd")
wx.event("onLazyLoadError", since="2.24.3", off="offLazyLoadError")
