"""应用级事件: what a program can hear of itself, and tell the one that has opened it."""

from __future__ import annotations

from typing import Any

from jshost.call import Call
from jshost.differences.navigate import NO_REFERRER, OPENED_BY_OTHERS
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.values import plain

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


@wx.sync("postMessageToReferrerMiniProgram", since="3.2.1")
def post_message_to_referrer_mini_program(call: Call, option: dict[str, Any]) -> None:
    """Leave `extraData` for the program that has opened this one: it gets what was left last when
    the user goes back (`phone.message_to_referrer`).
    """
    if call.program.entered["scene"] not in OPENED_BY_OTHERS:
        raise ApiError(NO_REFERRER)
    data = option.get("extraData")
    call.phone.message_to_referrer = plain(data) if isinstance(data, dict) else {}
