"""生命周期: how the program was entered, first and last."""

from __future__ import annotations

from typing import Any

from jshost.call import Call
from jshost.registry import Family

wx = Family("base/app/life-cycle", kind="real")


@wx.sync("getLaunchOptionsSync", since="2.1.2")
def get_launch_options_sync(call: Call) -> dict[str, Any]:
    """Return what App.onLaunch was told."""
    return call.program.launched


@wx.sync("getEnterOptionsSync", since="2.9.4")
def get_enter_options_sync(call: Call) -> dict[str, Any]:
    """Return what App.onShow was told last."""
    return call.program.entered


@wx.sync("getApiCategory", since="2.33.0")
def get_api_category(call: Call) -> str:
    """Return how much the program may do where it is open now."""
    category: str = call.program.entered["apiCategory"]
    return category


wx.event("onApiCategoryChange", since="2.33.0", off="offApiCategoryChange")
