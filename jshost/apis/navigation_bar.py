"""导航栏: the bar at the top of the page that is shown. It is the page's own."""

from __future__ import annotations

from typing import Any

from jshost.apis.colors import check_color, check_one_of
from jshost.call import Call, Pending, ShownPage
from jshost.differences import FRONT_COLORS
from jshost.registry import Family

wx = Family("ui/navigation-bar", kind="simulated")


@wx.api("setNavigationBarTitle")
def set_navigation_bar_title(call: Call, *, title: str) -> Pending:
    """Set the title of the page."""
    return _change(call, title=title)


@wx.api("setNavigationBarColor", since="1.4.0")
def set_navigation_bar_color(
    call: Call,
    *,
    frontColor: str,
    backgroundColor: str,
    animation: dict[str, Any] | None = None,
) -> Pending:
    """Set both colours of the bar. `animation` makes no difference: they have changed at once."""
    check_one_of("frontColor", frontColor, FRONT_COLORS)
    check_color("backgroundColor", backgroundColor)
    return _change(call, front_color=frontColor, background_color=backgroundColor)


@wx.api("showNavigationBarLoading")
def show_navigation_bar_loading(call: Call) -> Pending:
    """Show the loading indicator in the bar."""
    return _change(call, loading=True)


@wx.api("hideNavigationBarLoading")
def hide_navigation_bar_loading(call: Call) -> Pending:
    """Hide the loading indicator in the bar."""
    return _change(call, loading=False)


@wx.api("hideHomeButton", since="2.8.3")
def hide_home_button(call: Call) -> Pending:
    """Hide the button that leads to the home page."""
    return _change(call, home_button=False)


def _change(call: Call, **changes: Any) -> Pending:
    def change(page: ShownPage) -> None:
        page.look.navigation_bar = page.look.navigation_bar.replace(**changes)

    return call.on_page(change)
