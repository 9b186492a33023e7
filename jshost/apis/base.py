"""基础: asking what the base library has, and waiting for the next time slice."""

from __future__ import annotations

from jshost import catalogue
from jshost.call import Call
from jshost.registry import Family
from jshost.values import GuestFunction

wx = Family("base")


@wx.sync("canIUse", since="1.1.1")
def can_i_use(call: Call, schema: str) -> bool:
    """Say whether the chosen base library has an API, a component, or a part of one."""
    return catalogue.has(schema, call.platform.base_library)


@wx.sync("nextTick", since="2.2.3")
def next_tick(call: Call, callback: GuestFunction) -> None:
    """Run a function in the next time slice."""
    call.run_callback(callback)
