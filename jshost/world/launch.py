"""How the user comes to a program: what App.onLaunch, App.onShow and wx.getLaunchOptionsSync
tell.
"""

from __future__ import annotations

from typing import Any, Literal

from jshost.frozen import Frozen

DISCOVERED = 1001
"""The scene of a program that was opened from the list of those used lately (D)."""

_REFERRED = frozenset((1020, 1035, 1036, 1037, 1038, 1043, 1069))
"""The scenes whose referrerInfo names who sent the user (D)."""


ApiCategory = Literal["default", "nativeFunctionalized", "browseOnly", "embedded", "chatTool"]
"""Which APIs there are where a program is opened (D)."""


class Launch(Frozen):
    """One way into a program."""

    path: str = ""
    """The route of the page to open; "" for the entry page."""
    query: str = ""
    """The parameters of that page, as they stand in a URL: a=1&b=2."""
    scene: int = DISCOVERED
    """The scene value, which says where the user comes from."""
    referrer: str = ""
    """The app id of the program that sent the user."""
    extra: Any = None
    """The data that the program that sent the user has given them."""
    apiCategory: ApiCategory = "default"
    """How much the program may do there: some of it only, in a part of the screen or in Moments."""

    def options(self, route: str, query: dict[str, str]) -> dict[str, Any]:
        """Return what the program is told, for the page that this leads to."""
        referrer: dict[str, Any] = {}
        if self.referrer or self.scene in _REFERRED:
            referrer["appId"] = self.referrer
        if self.extra is not None:
            referrer["extraData"] = self.extra
        return {
            "path": route,
            "query": query,
            "scene": self.scene,
            "referrerInfo": referrer,
            "apiCategory": self.apiCategory,
        }
