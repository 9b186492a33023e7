"""交互反馈: toasts, loading indicators, modal dialogs and action sheets."""

from __future__ import annotations

from typing import Literal, TypedDict

from jshost.call import Call, Pending, ShownPage
from jshost.differences.interaction import LONG_BUTTON, MAX_BUTTON, NO_CONFLICT_SINCE, WIDE
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives
from jshost.world.screen import Toast

wx = Family("ui/interaction", kind="simulated")

_MAX_ITEMS = 6


class ModalResult(TypedDict, total=False):
    """`content` is what the user typed, null where the dialog is not `editable` (I)."""

    confirm: bool
    cancel: bool
    content: str | None


class ActionSheetResult(TypedDict):
    """The index of the item, from 0."""

    tapIndex: int


@wx.api("showToast")
def show_toast(
    call: Call,
    *,
    title: str,
    icon: Literal["success", "error", "loading", "none"] = "success",
    image: str = "",
    duration: float = 1500,
    mask: bool = False,
) -> None:
    """Show a toast for `duration` milliseconds, in the place of any other."""
    show_for(call, Toast("toast", title, icon, mask, image, max(duration, 0)))


def show_for(call: Call, toast: Toast) -> None:
    """Show a toast for its duration."""
    _show(call, toast)

    def end() -> None:
        if call.phone.screen.toast is toast:
            call.phone.screen.toast = None

    call.in_background(toast.duration or 0, end)


@wx.api("showLoading", since="1.1.0")
def show_loading(call: Call, *, title: str, mask: bool = False) -> None:
    """Show a loading indicator until wx.hideLoading."""
    _show(call, Toast("loading", title, "loading", mask))


@wx.api("hideToast")
def hide_toast(call: Call, *, noConflict: bool = False) -> None:
    """Hide the toast. Without `noConflict` a loading indicator goes too: they share one place."""
    _hide(call, "toast", noConflict)


@wx.api("hideLoading", since="1.1.0")
def hide_loading(call: Call, *, noConflict: bool = False) -> None:
    """Hide the loading indicator, and without `noConflict` a toast in its place."""
    _hide(call, "loading", noConflict)


def _show(call: Call, toast: Toast) -> None:
    call.phone.screen.toast = toast
    call.tell({"title": toast.title, "icon": toast.icon, "mask": toast.mask})


def _hide(call: Call, kind: str, no_conflict: bool) -> None:
    shown = call.phone.screen.toast
    only = no_conflict and call.platform.has(NO_CONFLICT_SINCE)
    if shown is not None and (shown.kind == kind or not only):
        call.phone.screen.toast = None


@wx.api("showModal", asks=Alternatives("confirm", "cancel", ("confirm", "cancel"), "text"))
def show_modal(
    call: Call,
    *,
    title: str = "",
    content: str = "",
    showCancel: bool = True,
    cancelText: str = "取消",
    cancelColor: str = "#000000",
    confirmText: str = "确定",
    confirmColor: str = "#576B95",
    editable: bool = False,
    placeholderText: str = "",
) -> Pending:
    """Show a dialog with one or two buttons; with `editable` (from 2.17.1) the user may type."""
    _check_button("confirmText", confirmText)
    _check_button("cancelText", cancelText)
    typing = editable and call.platform.has("2.17.1")
    values = ("confirm", "cancel") if showCancel else ("confirm",)

    def answered(choice: str) -> ModalResult:
        button, _, text = choice.partition("=")
        confirmed = button == "confirm"
        result: ModalResult = {"confirm": confirmed, "cancel": not confirmed}
        if call.platform.has("2.17.1"):
            result["content"] = text if typing and confirmed else None
        return result

    return call.ask(
        f"wx.showModal: {title}" if title else "wx.showModal",
        answered,
        lines=tuple(text for text in (content, placeholderText if typing else "") if text),
        labels=(confirmText, cancelText) if showCancel else (confirmText,),
        alternatives=Alternatives("confirm", values[-1], values, "text" if typing else ""),
    )


def _check_button(name: str, text: str) -> None:
    """Raise ApiError for a text that is too long for a button."""
    if sum(2 if ord(character) in WIDE else 1 for character in text[: MAX_BUTTON + 1]) > MAX_BUTTON:
        raise ApiError(LONG_BUTTON.format(name=name))


@wx.api(
    "enableAlertBeforeUnload",
    since="2.12.0",
    promise=False,
    asks=Alternatives("confirm", "cancel", ("confirm", "cancel")),
)
def enable_alert_before_unload(call: Call, *, message: str) -> Pending:
    """Have the user asked before they go back from the page, unless it is the first one (D). Routes
    that the program takes by itself ask nothing (I).
    """
    return _set_alert(call, message)


@wx.api("disableAlertBeforeUnload", since="2.12.0", promise=False)
def disable_alert_before_unload(call: Call) -> Pending:
    """Have the user not asked any more."""
    return _set_alert(call, None)


def _set_alert(call: Call, message: str | None) -> Pending:
    def change(page: ShownPage) -> None:
        page.look.alert = message

    return call.on_page(change)


@wx.api("showActionSheet", asks=Alternatives("0", "cancel", ("cancel",), "index"))
def show_action_sheet(
    call: Call, *, itemList: list[str], itemColor: str = "#000000", alertText: str = ""
) -> Pending:
    """Show at most six items to pick from."""
    if not itemList:
        raise ApiError("parameter error: parameter.itemList should have at least 1 item;")
    if len(itemList) > _MAX_ITEMS:
        raise ApiError(f"parameter error: itemList should not be large than {_MAX_ITEMS}")
    indices = tuple(str(index) for index in range(len(itemList)))

    def answered(choice: str) -> ActionSheetResult:
        if choice == "cancel":
            raise ApiError("cancel")
        return {"tapIndex": int(choice)}

    return call.ask(
        f"wx.showActionSheet: {alertText}" if alertText else "wx.showActionSheet",
        answered,
        labels=(*itemList, "取消"),
        alternatives=Alternatives("0", "cancel", (*indices, "cancel")),
    )
