"""振动: having the phone vibrate. The trace tells when it does, and how strongly."""

from __future__ import annotations

from jshost.call import Call
from jshost.differences.vibrate import TYPES, TYPES_SINCE, WRONG_TYPE
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("device/vibrate", kind="simulated")


@wx.api("vibrateLong", since="1.2.0")
def vibrate_long(call: Call) -> None:
    """Vibrate for 400 ms (D)."""
    call.tell({"duration": 400})


@wx.api("vibrateShort", since="1.2.0")
def vibrate_short(call: Call, *, type: str | None = None) -> None:
    """Vibrate for 15 ms (D)."""
    if type is None or not call.platform.has(TYPES_SINCE):
        call.tell({"duration": 15})
        return
    if type not in TYPES:
        raise ApiError(WRONG_TYPE)
    call.tell({"duration": 15, "type": type})
