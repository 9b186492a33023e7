"""Tab Bar: the bar with the app's tabs. It can be changed on their pages only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jshost.apis.colors import check_color, check_one_of
from jshost.call import Call, Pending, ShownPage
from jshost.differences import CUSTOM_TAB_BAR, MAX_BADGE, NO_TAB, NO_TAB_PAGE
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.bars import TabBar

wx = Family("ui/tab-bar", kind="simulated")


@wx.api("setTabBarBadge", since="1.9.0")
def set_tab_bar_badge(call: Call, *, index: float, text: str) -> Pending:
    """Show a text at the upper right of a tab, in the place of a red dot (R)."""
    shown = text if len(text) <= MAX_BADGE else "..."
    return _change_item(call, index, badge=shown, red_dot=False)


@wx.api("removeTabBarBadge", since="1.9.0")
def remove_tab_bar_badge(call: Call, *, index: float) -> Pending:
    """Remove the text at a tab."""
    return _change_item(call, index, badge="")


@wx.api("showTabBarRedDot", since="1.9.0")
def show_tab_bar_red_dot(call: Call, *, index: float) -> Pending:
    """Show a red dot at the upper right of a tab, in the place of a text (R)."""
    return _change_item(call, index, badge="", red_dot=True)


@wx.api("hideTabBarRedDot", since="1.9.0")
def hide_tab_bar_red_dot(call: Call, *, index: float) -> Pending:
    """Hide the red dot at a tab."""
    return _change_item(call, index, red_dot=False)


@wx.api("setTabBarStyle", since="1.9.0")
def set_tab_bar_style(
    call: Call,
    *,
    color: str | None = None,
    selectedColor: str | None = None,
    backgroundColor: str | None = None,
    borderStyle: str | None = None,
) -> Pending:
    """Set how the bar looks; what is not given stays."""
    check_color("color", color)
    check_color("selectedColor", selectedColor)
    check_color("backgroundColor", backgroundColor)
    check_one_of("borderStyle", borderStyle, ("black", "white"))
    return _change_bar(
        call,
        color=color,
        selected_color=selectedColor,
        background_color=backgroundColor,
        border_style=borderStyle,
    )


@wx.api("setTabBarItem", since="1.9.0")
def set_tab_bar_item(
    call: Call,
    *,
    index: float,
    text: str | None = None,
    iconPath: str | None = None,
    selectedIconPath: str | None = None,
) -> Pending:
    """Set what a tab shows; what is not given stays. No picture is looked for."""
    return _change_item(call, index, text=text, icon=iconPath, selected_icon=selectedIconPath)


@wx.api("showTabBar", since="1.9.0")
def show_tab_bar(call: Call, *, animation: bool = False) -> Pending:
    """Show the bar. `animation` makes no difference: it is there at once."""
    return _change_bar(call, hidden=False)


@wx.api("hideTabBar", since="1.9.0")
def hide_tab_bar(call: Call, *, animation: bool = False) -> Pending:
    """Hide the bar on the pages of all tabs."""
    return _change_bar(call, hidden=True)


def _change_bar(call: Call, **changes: Any) -> Pending:
    return _change(call, lambda bar: bar.replace(**_given(changes)))


def _change_item(call: Call, index: float, **changes: Any) -> Pending:
    def change(bar: TabBar) -> TabBar:
        if index not in range(len(bar.items)):
            raise ApiError(NO_TAB)
        return bar.with_item(int(index), **_given(changes))

    return _change(call, change)


def _change(call: Call, change: Callable[[TabBar], TabBar]) -> Pending:
    """Change the bar that the page shows. Raises ApiError where it shows none."""

    def on_page(page: ShownPage) -> None:
        screen = call.phone.screen
        if screen.tab_bar is None or not screen.tab_bar.has(page.route):
            raise ApiError(NO_TAB_PAGE)
        if screen.tab_bar.custom:
            raise ApiError(CUSTOM_TAB_BAR)
        screen.tab_bar = change(screen.tab_bar)

    return call.on_page(on_page)


def _given(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if value is not None}
