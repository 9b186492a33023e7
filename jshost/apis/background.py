"""背景: what is behind the page that is shown. It is the page's own."""

from __future__ import annotations

from typing import Any

from jshost.apis.colors import check_color, check_one_of
from jshost.call import Call, Pending, ShownPage
from jshost.registry import Family

wx = Family("ui/background", kind="simulated")


@wx.api("setBackgroundColor", since="2.1.0")
def set_background_color(
    call: Call,
    *,
    backgroundColor: str | None = None,
    backgroundColorTop: str | None = None,
    backgroundColorBottom: str | None = None,
) -> Pending:
    """Set the colours behind the page; those that are not given stay."""
    check_color("backgroundColor", backgroundColor)
    check_color("backgroundColorTop", backgroundColorTop)
    check_color("backgroundColorBottom", backgroundColorBottom)
    return _change(
        call,
        color=backgroundColor,
        color_top=backgroundColorTop,
        color_bottom=backgroundColorBottom,
    )


@wx.api("setBackgroundTextStyle", since="2.1.0")
def set_background_text_style(call: Call, *, textStyle: str) -> Pending:
    """Set how the dots look that show when the page is pulled down."""
    check_one_of("textStyle", textStyle, ("dark", "light"))
    return _change(call, text_style=textStyle)


def _change(call: Call, **changes: Any) -> Pending:
    given = {name: value for name, value in changes.items() if value is not None}

    def change(page: ShownPage) -> None:
        page.look.background = page.look.background.replace(**given)

    return call.on_page(change)
