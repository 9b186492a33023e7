"""剪贴板: the text that was copied last."""

from __future__ import annotations

from typing import TypedDict

from jshost.apis.interaction import show_for
from jshost.call import Call
from jshost.differences.clipboard import COPIED, NOTHING, SHOWN_FOR
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.screen import Toast

wx = Family("device/clipboard", kind="simulated")


class Clipboard(TypedDict):
    """The text."""

    data: str


@wx.api("setClipboardData", since="1.1.0")
def set_clipboard_data(call: Call, *, data: str) -> None:
    """Copy a text; the user is told so by a toast."""
    if not data:
        raise ApiError(NOTHING)
    call.phone.device = call.phone.device.replace(clipboard=data)
    show_for(call, Toast("toast", COPIED, "success", mask=False, duration=SHOWN_FOR))


@wx.api("getClipboardData", since="1.1.0")
def get_clipboard_data(call: Call) -> Clipboard:
    """Return the text that was copied last, by whomever."""
    return {"data": call.phone.device.clipboard}
