"""A page as its user meets it: what it shows, what can be tapped, typed and pulled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from jshost.errors import InputError
from jshost.world.bars import Background, Look, NavigationBar, ShareMenu

_NOTHING: Mapping[str, Any] = {}
_SOMEWHERE: Mapping[str, Any] = {"x": 0, "y": 0}


class Program(Protocol):
    """What a page needs of its program."""

    def act(
        self, page: Page, handler: str, arguments: list[Any], *, tapped: bool = False
    ) -> Any: ...

    def call(self, page: Page, method: str, arguments: list[Any]) -> Any: ...

    def data(self, page: Page) -> dict[str, Any]: ...

    def age(self, page: Page) -> int: ...

    def look(self, page: Page) -> Look: ...

    def canvases(self, page: Page) -> dict[str, list[Any]]: ...


class Page:
    """An open page: its `route`, the `options` that onLoad was given, its `data`.

    What the user does runs the page's function of that name and everything that is due then; no
    time passes. It raises InputError where the user cannot do it: the page is not the one that is
    shown, or has no such function.
    """

    def __init__(
        self, identity: int, route: str, options: dict[str, str], program: Program
    ) -> None:
        self.id = identity
        self.route = route
        self.options = options
        self._program = program

    def __repr__(self) -> str:
        return f"Page({self.route!r})"

    @property
    def data(self) -> dict[str, Any]:
        """The page's data, as JSON has it."""
        return self._program.data(self)

    @property
    def title(self) -> str:
        """The title in the page's navigation bar."""
        return self.navigation_bar.title

    @property
    def navigation_bar(self) -> NavigationBar:
        """The bar at the top of the page."""
        return self._program.look(self).navigation_bar

    @property
    def background(self) -> Background:
        """What is behind the page."""
        return self._program.look(self).background

    @property
    def refreshing(self) -> bool:
        """Whether the page is pulled down, by its user or its program."""
        return self._program.look(self).refreshing

    @property
    def canvases(self) -> dict[str, list[Any]]:
        """What is drawn on the page's canvases, by canvas-id: actions `{method, data}` in the form
        of the base library. Nobody paints them yet.
        """
        return self._program.canvases(self)

    @property
    def scroll_top(self) -> float:
        """How far the page is scrolled, in CSS pixels."""
        return self._program.look(self).scroll_top

    @property
    def share_menu(self) -> ShareMenu:
        """What the program has said that the page's menu offers."""
        return self._program.look(self).share_menu

    @property
    def alert(self) -> str | None:
        """What the user is asked before leaving the page, None for nothing."""
        return self._program.look(self).alert

    def tap(self, handler: str, dataset: Mapping[str, Any] = _NOTHING, **event: Any) -> Any:
        """Tap what is bound to a handler (`bindtap`); `dataset` is that of the element, `event` are
        further fields of the event, such as `detail` or `mark`. The tap carries the user's gesture.
        """
        touches = [_touch(event.get("detail", _SOMEWHERE))]
        given = {"detail": _SOMEWHERE, "touches": touches, "changedTouches": touches, **event}
        return self._dispatch("tap", handler, dataset, given)

    def input(self, handler: str, value: Any, dataset: Mapping[str, Any] = _NOTHING) -> Any:
        """Type into what is bound to a handler (`bindinput`, `bindchange`)."""
        return self.dispatch("input", handler, dataset, {"value": value, "cursor": _length(value)})

    def dispatch(
        self, kind: str, handler: str, dataset: Mapping[str, Any], detail: Any, **event: Any
    ) -> Any:
        """Dispatch an event of any kind to a handler; one that is called `tap` carries the user's
        gesture.
        """
        return self._dispatch(kind, handler, dataset, {"detail": detail, **event})

    def _dispatch(
        self, kind: str, handler: str, dataset: Mapping[str, Any], event: Mapping[str, Any]
    ) -> Any:
        """Dispatch an event of the documented form (D event-object)."""
        target = {"id": "", "offsetLeft": 0, "offsetTop": 0, "dataset": dict(dataset)}
        whole = {
            "type": kind,
            "timeStamp": self._program.age(self),
            "target": target,
            "currentTarget": target,
            "mark": {},
            **event,
        }
        return self._program.act(self, handler, [whole], tapped=kind == "tap")

    def call(self, method: str, *arguments: Any) -> Any:
        """Call any method of the page, shown or not, without a gesture, and return its result as
        JSON has it; of a promise its value, None where that takes time.
        """
        return self._program.call(self, method, list(arguments))

    def pull_down(self) -> None:
        """Pull the page down; it stays so until wx.stopPullDownRefresh."""
        look = self._program.look(self)
        before, look.refreshing = look.refreshing, True
        try:
            self._program.act(self, "onPullDownRefresh", [])
        except InputError:
            look.refreshing = before
            raise

    def reach_bottom(self) -> None:
        """Scroll to the end of the page."""
        self._program.act(self, "onReachBottom", [])

    def scroll(self, top: float) -> None:
        """Scroll to `top` (CSS pixels)."""
        look = self._program.look(self)
        before, look.scroll_top = look.scroll_top, top
        try:
            self._program.act(self, "onPageScroll", [{"scrollTop": top}])
        except InputError:
            look.scroll_top = before
            raise

    def share(self, source: str = "menu", target: Any = None) -> Any:
        """Share the page, from the menu or by a `button`; return what is shared. A menu that the
        program has hidden is no way to do so.
        """
        if source == "menu" and self.share_menu.friend is False:
            raise InputError(f"the menu of {self.route} does not offer to share it")
        options = {"from": source, **({"target": target} if target is not None else {})}
        return self._program.act(self, "onShareAppMessage", [options])


def _touch(detail: Any) -> dict[str, Any]:
    """Return the touch of a tap, which is where its detail says (D)."""
    place = detail if isinstance(detail, Mapping) else {}
    x, y = place.get("x", 0), place.get("y", 0)
    return {"identifier": 0, "pageX": x, "pageY": y, "clientX": x, "clientY": y}


def _length(value: Any) -> int:
    """Return the length of a text as JavaScript counts it."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2 if isinstance(value, str) else 0
