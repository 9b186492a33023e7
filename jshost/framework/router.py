"""The page stack and its rules: which pages a route closes, hides, opens and shows, in the order of
the platform.

A journey is what the guest half is told to do, as a list of instructions
(polyfills/65_framework.js). The table of the lifecycles that a route runs is documented (D,
页面路由); ids of pages are never used twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jshost.errors import ApiError
from jshost.framework import urls
from jshost.world.bars import Look

if TYPE_CHECKING:
    from jshost.project.config import PageEntry

Instruction = list[Any]

MAX_PAGES = 10
"""How many pages the stack holds (D)."""


class OpenPage:
    """A page that is alive: on the stack, or a tab's that is kept. `since` is when it was opened,
    in milliseconds of the run; `look` is what surrounds it, `canvases` what is drawn on it, by
    canvas-id.
    """

    __slots__ = ("canvases", "id", "look", "query", "route", "since")

    def __init__(self, identity: int, route: str, query: dict[str, str], since: float) -> None:
        self.id = identity
        self.route = route
        self.query = query
        self.since = since
        self.look = Look({})
        self.canvases: dict[str, list[Any]] = {}


class Router:
    """The page stack of one run of a program; `tabs` are the routes of the tab bar, `now` is the
    run's time.
    """

    def __init__(
        self, pages: Mapping[str, PageEntry], tabs: Iterable[str], now: Callable[[], float]
    ) -> None:
        self._pages = pages
        self._tabs = frozenset(tabs)
        self._now = now
        self._kept: dict[str, OpenPage] = {}
        self._last_id = 0
        self.stack: list[OpenPage] = []

    @property
    def top(self) -> OpenPage | None:
        return self.stack[-1] if self.stack else None

    def is_tab(self, route: str) -> bool:
        return route in self._tabs

    @property
    def alive(self) -> list[OpenPage]:
        """All pages that are: those of the stack first; tabs may be there twice."""
        return [*self.stack, *self._kept.values()]

    def find_open(self, identity: int) -> OpenPage | None:
        """Return a page by its number, None unless it is alive."""
        return next((page for page in self.alive if page.id == identity), None)

    def find(self, url: str, api: str) -> tuple[PageEntry, dict[str, str]]:
        """Return the page that a URL names, and its query. Raises ApiError as the platform does."""
        path, query = urls.split(url)
        route = urls.resolve(path, self.top.route if self.top else "")
        entry = self._pages.get(route)
        if entry is None:
            raise ApiError(f'page "{route}" is not found')
        if api in ("navigateTo", "redirectTo") and self.is_tab(route):
            raise ApiError(f"can not {api} a tabbar page")
        if api == "switchTab" and not self.is_tab(route):
            raise ApiError("can not switch to no-tabBar page")
        if api == "navigateTo" and len(self.stack) >= MAX_PAGES:
            raise ApiError("webview count limit exceed")
        return entry, {} if api == "switchTab" else query

    # -- journeys: each changes the stack and returns what the guest goes through --

    def navigate_to(
        self, route: str, query: dict[str, str], events: int | None
    ) -> list[Instruction]:
        hidden = self._hide_top()
        page = self._new(route, query)
        self.stack.append(page)
        return [*hidden, ["channel", page.id, events], *self._opened(page)]

    def redirect_to(self, route: str, query: dict[str, str]) -> list[Instruction]:
        closed = self._close(self.stack[-1:])
        page = self._new(route, query)
        self.stack.append(page)
        return [*closed, *self._opened(page)]

    def relaunch(self, route: str, query: dict[str, str]) -> list[Instruction]:
        kept = [page for page in self._kept.values() if page not in self.stack]
        closed = self._close([*kept, *self.stack])
        page = self._new(route, query)
        self.stack.append(page)
        return [*closed, *self._opened(page)]

    def switch_tab(self, route: str) -> list[Instruction]:
        top = self.top
        if top is not None and top.route == route:
            return []
        left = self._close([page for page in self.stack if not self.is_tab(page.route)])
        # A tab's page that was below others is hidden already.
        hidden = [] if left else self._hide_top()
        known = self._kept.get(route)
        if known is None:
            page = self._new(route, {})
            self.stack = [page]
            return [*left, *hidden, *self._opened(page)]
        self.stack = [known]
        return [*left, *hidden, self._stacked(), _hook(known, "onShow")]

    def navigate_back(self, delta: int) -> list[Instruction]:
        if len(self.stack) < 2:
            raise ApiError("cannot navigate back at first page.")
        depth = max(1, len(self.stack) - max(1, delta))
        closed = self._close(self.stack[depth:])
        return [*closed, self._stacked(), _hook(self.stack[-1], "onShow")]

    def _new(self, route: str, query: dict[str, str]) -> OpenPage:
        self._last_id += 1
        page = OpenPage(self._last_id, route, query, self._now())
        if self.is_tab(route):
            self._kept[route] = page
        return page

    def _hide_top(self) -> list[Instruction]:
        return [_hook(self.stack[-1], "onHide")] if self.stack else []

    def _close(self, pages: list[OpenPage]) -> list[Instruction]:
        """Close pages, the last one first."""
        for page in pages:
            self._kept = {r: kept for r, kept in self._kept.items() if kept is not page}
        self.stack = [page for page in self.stack if page not in pages]
        return [["close", page.id, page.route] for page in reversed(pages)]

    def _opened(self, page: OpenPage) -> list[Instruction]:
        opening = ["open", page.id, page.route, page.query]
        return [self._stacked(), opening, _hook(page, "onShow")]

    def _stacked(self) -> Instruction:
        return ["stack", [page.id for page in self.stack]]


def _hook(page: OpenPage, name: str) -> Instruction:
    return ["hook", page.id, name, [], page.route]
