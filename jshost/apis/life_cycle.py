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
