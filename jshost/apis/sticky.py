"""置顶: what stands in the bar at the top of WeChat's list of chats, where the user has put the
program there.
"""

from __future__ import annotations

from jshost.call import Call
from jshost.differences.sticky import REST, TOO_OFTEN
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("ui/sticky", kind="simulated")


@wx.api("setTopBarText", since="1.4.3")
def set_top_bar_text(call: Call, *, text: str) -> None:
    """Set the text of the bar. It is set whether the program is there or not (D)."""
    screen, now = call.phone.screen, call.app.clock.now()
    if screen.top_bar_since is not None and now - screen.top_bar_since < REST:
        raise ApiError(TOO_OFTEN)
    screen.top_bar_text = text
    screen.top_bar_since = now
