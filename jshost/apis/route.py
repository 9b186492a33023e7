"""路由: from page to page. The rules, and the texts of the failures (F), are the router's."""

from __future__ import annotations

from jshost.call import Call, Pending
from jshost.registry import Family
from jshost.values import GuestObject

wx = Family("route", kind="real")


@wx.api("navigateTo", keeps=("events",))
def navigate_to(call: Call, *, url: str, events: GuestObject | None = None) -> Pending:
    """Open a page on top of the current one. `events` listen to what it emits (since 2.7.3)."""
    return call.program.route("navigateTo", url, events)


@wx.api("redirectTo")
def redirect_to(call: Call, *, url: str) -> Pending:
    """Open a page in the place of the current one."""
    return call.program.route("redirectTo", url)


@wx.api("reLaunch", since="1.1.0")
def relaunch(call: Call, *, url: str) -> Pending:
    """Close all pages and open one."""
    return call.program.route("reLaunch", url)


@wx.api("switchTab")
def switch_tab(call: Call, *, url: str) -> Pending:
    """Show a page of the tab bar, and close all that are none."""
    return call.program.route("switchTab", url)


@wx.api("navigateBack")
def navigate_back(call: Call, *, delta: float = 1) -> Pending:
    """Close the current page, or `delta` pages."""
    return call.program.back(int(delta))
