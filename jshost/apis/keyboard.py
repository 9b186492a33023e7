"""键盘: what a program hears of the keyboard, and how it puts it away."""

from __future__ import annotations

from typing import NoReturn

from jshost.apis.changes import change_device
from jshost.call import Call
from jshost.differences.keyboard import NO_FOCUS, NO_INPUT
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("device/keyboard", kind="simulated")

wx.event("onKeyboardHeightChange", since="2.7.0", off="offKeyboardHeightChange", off_since="2.9.2")


@wx.api("hideKeyboard", since="2.8.2")
def hide_keyboard(call: Call) -> None:
    """Put the keyboard away, if the phone shows one (`keyboardHeight`)."""
    device = call.phone.device
    if not device.keyboardHeight:
        raise ApiError(NO_INPUT)
    change_device(call.app, device.replace(keyboardHeight=0))


@wx.api("getSelectedTextRange", since="2.7.0")
def get_selected_text_range(call: Call) -> NoReturn:
    """Return what is selected in the text field that has the focus: none has, without a view
    layer.
    """
    raise ApiError(NO_FOCUS)
