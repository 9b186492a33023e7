"""调试: the debug switch and the program's logs."""

from __future__ import annotations

from jshost.call import Call
from jshost.registry import Family

wx = Family("base/debug", kind="real")


@wx.api("setEnableDebug", since="1.4.0")
def set_enable_debug(call: Call, *, enableDebug: bool) -> None:
    """Switch the debug panel on or off; the program has it so when it is started the next time (F:
    the user is told to open it again).
    """
    call.phone.debug_wanted = enableDebug
    call.tell({"enableDebug": enableDebug})
