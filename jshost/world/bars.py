"""What surrounds a page: its navigation bar, the background that shows when it is pulled, and the
app's tab bar; as app.json and the page's .json have them (D), until the program changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from jshost.frozen import Frozen

Config = Mapping[str, Any]


def themed(config: Any, variables: Config) -> Any:
    """Return a config with the variables of a theme in the place of their names, `@name` (D)."""
    if isinstance(config, dict):
        return {name: themed(value, variables) for name, value in config.items()}
    if isinstance(config, list):
        return [themed(item, variables) for item in config]
    if isinstance(config, str) and config.startswith("@"):
        return variables.get(config[1:], config)
    return config


def carried(now: Any, before: Any, after: Any) -> Any:
    """Return what a record is now, with what was as `before` as it is `after`: what the program has
    changed itself stays.
    """
    changes = {
        name: getattr(after, name)
        for name in now.FIELDS
        if getattr(now, name) == getattr(before, name)
    }
    return now.replace(**changes)


class NavigationBar(Frozen):
    """The bar at the top of a page; `home_button` is whether it leads to the home page."""

    title: str = ""
    front_color: str = "#ffffff"
    background_color: str = "#000000"
    loading: bool = False
    home_button: bool = False

    @classmethod
    def of(cls, config: Config, *, home_button: bool) -> NavigationBar:
        """Read the bar from what a page is declared to look like."""
        dark = config.get("navigationBarTextStyle") == "black"
        return cls(
            title=_text(config, "navigationBarTitleText", ""),
            front_color="#000000" if dark else "#ffffff",
            background_color=_text(config, "navigationBarBackgroundColor", "#000000"),
            home_button=home_button,
        )


class Background(Frozen):
    """What is behind a page, in all and at both of its ends, and how the dots of pulling it down
    look: `dark` or `light`.
    """

    color: str = "#ffffff"
    color_top: str = "#ffffff"
    color_bottom: str = "#ffffff"
    text_style: str = "dark"

    @classmethod
    def of(cls, config: Config) -> Background:
        """Read the background from what a page is declared to look like."""
        light = config.get("backgroundTextStyle") == "light"
        return cls(
            color=_text(config, "backgroundColor", "#ffffff"),
            color_top=_text(config, "backgroundColorTop", "#ffffff"),
            color_bottom=_text(config, "backgroundColorBottom", "#ffffff"),
            text_style="light" if light else "dark",
        )


class ShareMenu(Frozen):
    """What a page's menu offers: to send it to a friend, to put it on the user's timeline. None is
    for what the program has not said: then a page offers what it has a function for (D).

    `settings` are those of wx.updateShareMenu, as they were given last.
    """

    friend: bool | None = None
    timeline: bool | None = None
    settings: Config = MappingProxyType({})


class Look:
    """What surrounds one page now. `refreshing` is whether it is pulled down, `scroll_top` how far
    it is scrolled (CSS pixels), `alert` what its user is asked before leaving it, None for nothing.
    """

    __slots__ = (
        "alert",
        "background",
        "navigation_bar",
        "refreshing",
        "scroll_top",
        "share_menu",
    )

    def __init__(self, config: Config, *, home_button: bool = False) -> None:
        self.navigation_bar = NavigationBar.of(config, home_button=home_button)
        self.background = Background.of(config)
        self.refreshing = False
        self.scroll_top = 0.0
        self.share_menu = ShareMenu()
        self.alert: str | None = None

    def change_theme(self, before: Config, after: Config) -> None:
        """Look as another theme has it, where the program has not changed that (I). Both colours
        of the navigation bar are changed at once: they are the program's together.
        """
        bar = self.navigation_bar
        old, new = (NavigationBar.of(c, home_button=bar.home_button) for c in (before, after))
        colors = (old.front_color, old.background_color)
        if (bar.front_color, bar.background_color) == colors:
            self.navigation_bar = carried(bar, old, new)
        backgrounds = (Background.of(config) for config in (before, after))
        self.background = carried(self.background, *backgrounds)


class Tab(Frozen):
    """An item of the tab bar. It has a `badge` or a `red_dot`, or neither."""

    page_path: str
    text: str = ""
    icon: str = ""
    selected_icon: str = ""
    badge: str = ""
    red_dot: bool = False


class TabBar(Frozen):
    """The bar with an app's tabs, shown on their pages unless it is `hidden`. One that is `custom`
    is drawn by the program itself.
    """

    items: tuple[Tab, ...]
    color: str = ""
    selected_color: str = ""
    background_color: str = ""
    border_style: str = "black"
    custom: bool = False
    hidden: bool = False

    @classmethod
    def of(cls, config: Config) -> TabBar:
        """Read the bar from app.json's `tabBar`."""
        return cls(
            items=tuple(
                Tab(
                    item["pagePath"],
                    _text(item, "text", ""),
                    _text(item, "iconPath", ""),
                    _text(item, "selectedIconPath", ""),
                )
                for item in config["list"]
            ),
            color=_text(config, "color", ""),
            selected_color=_text(config, "selectedColor", ""),
            background_color=_text(config, "backgroundColor", ""),
            border_style=_text(config, "borderStyle", "black"),
            custom=config.get("custom") is True,
        )

    def change_theme(self, before: Config, after: Config) -> TabBar:
        """Return the bar as another theme has it, where the program has not changed that."""
        old, new = TabBar.of(before), TabBar.of(after)
        rows = zip(self.items, old.items, new.items, strict=True)
        bar: TabBar = carried(self, old, new)
        return bar.replace(items=tuple(carried(*row) for row in rows))

    def has(self, route: str) -> bool:
        """Whether a page is one of the tabs'."""
        return any(item.page_path == route for item in self.items)

    def with_item(self, index: int, **changes: Any) -> TabBar:
        """Return the bar with another item in one place."""
        changed = self.items[index].replace(**changes)
        return self.replace(items=(*self.items[:index], changed, *self.items[index + 1 :]))


def _text(config: Config, key: str, default: str) -> str:
    value = config.get(key)
    return value if isinstance(value, str) else default
