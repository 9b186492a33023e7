"""路由事件: what a program hears of its routes. They are told by the framework."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("base/app/app-route", kind="real")

wx.event("onBeforeAppRoute", since="3.5.5", off="offBeforeAppRoute")
wx.event("onAppRoute", since="3.5.5", off="offAppRoute")
wx.event("onAppRouteDone", since="3.5.5", off="offAppRouteDone")
wx.event("onBeforePageLoad", since="3.5.5", off="offBeforePageLoad")
wx.event("onAfterPageLoad", since="3.5.5", off="offAfterPageLoad")
wx.event("onBeforePageUnload", since="3.5.5", off="offBeforePageUnload")
wx.event("onAfterPageUnload", since="3.5.5", off="offAfterPageUnload")
