"""菜单: where the button is that leads to the menu of a page."""

from __future__ import annotations

from typing import TypedDict

from jshost.call import Call
from jshost.differences.menu import BELOW_STATUS_BAR, HEIGHT, TO_THE_RIGHT, WIDTH
from jshost.registry import Family

wx = Family("ui/menu", kind="simulated")


class ClientRect(TypedDict):
    """A rectangle on the screen, in CSS pixels from its upper left corner."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int


@wx.sync("getMenuButtonBoundingClientRect", since="2.1.0")
def get_menu_button_bounding_client_rect(call: Call) -> ClientRect:
    """Return where the button is on the screen as it is held now."""
    window = call.program.window
    right, top = window.screen_width - TO_THE_RIGHT, window.status_bar + BELOW_STATUS_BAR
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "top": top,
        "right": right,
        "bottom": top + HEIGHT,
        "left": right - WIDTH,
    }
