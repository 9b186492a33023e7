"""转发: what the menu of a page offers. Page.onShareAppMessage is the framework's."""

from __future__ import annotations

from typing import Any

from jshost.call import Call, Pending, ShownPage
from jshost.differences.share import (
    FRIEND,
    HIDDEN,
    MENUS_SINCE,
    NO_BUTTON,
    SHOWN,
    TIMELINE,
    TOGETHER,
)
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.values import plain

wx = Family("share", kind="simulated")


@wx.api("showShareMenu", since="1.1.0")
def show_share_menu(
    call: Call, *, withShareTicket: bool = False, menus: list[str] | None = None
) -> Pending:
    """Have the page's menu offer to share it."""
    buttons = _buttons(call, menus, SHOWN)
    if FRIEND not in buttons:
        raise ApiError(TOGETHER)
    settings = {"withShareTicket": withShareTicket}
    return _change(call, settings, **dict.fromkeys(map(_field, buttons), True))


@wx.api("hideShareMenu", since="1.1.0")
def hide_share_menu(call: Call, *, menus: list[str] | None = None) -> Pending:
    """Have the page's menu not offer that."""
    buttons = _buttons(call, menus, HIDDEN)
    if FRIEND in buttons and TIMELINE not in buttons:
        raise ApiError(TOGETHER)
    return _change(call, {}, **dict.fromkeys(map(_field, buttons), False))


@wx.api("updateShareMenu", since="1.2.0")
def update_share_menu(
    call: Call,
    *,
    withShareTicket: bool = False,
    isUpdatableMessage: bool | None = None,
    activityId: str | None = None,
    toDoActivityId: str | None = None,
    templateInfo: dict[str, Any] | None = None,
    isPrivateMessage: bool | None = None,
    participant: list[str] | None = None,
    useForChatTool: bool | None = None,
    chooseType: float | None = None,
) -> Pending:
    """Set how the page is shared from its menu; no message is sent, and none is updated later."""
    given = {
        "withShareTicket": withShareTicket,
        "isUpdatableMessage": isUpdatableMessage,
        "activityId": activityId,
        "toDoActivityId": toDoActivityId,
        "templateInfo": plain(templateInfo),
        "isPrivateMessage": isPrivateMessage,
        "participant": participant,
        "useForChatTool": useForChatTool,
        "chooseType": chooseType,
    }
    return _change(call, {name: value for name, value in given.items() if value is not None})


def _buttons(call: Call, menus: list[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the buttons that are meant. Raises ApiError for one that is none."""
    if menus is None or not call.platform.has(MENUS_SINCE):
        return default
    for name in menus:
        if name not in HIDDEN:
            raise ApiError(NO_BUTTON.format(name=name))
    return tuple(menus)


def _field(button: str) -> str:
    return "friend" if button == FRIEND else "timeline"


def _change(call: Call, settings: dict[str, Any], **shown: bool) -> Pending:
    def change(page: ShownPage) -> None:
        menu = page.look.share_menu
        page.look.share_menu = menu.replace(settings={**menu.settings, **settings}, **shown)

    return call.on_page(change)
