"""Measures a program's launches and routes, and the files that are run for them.

A route begins with the call of its API, and its real work when the files that it needs have been
run; it is over when the page that it opens is ready, or at once where it opens none (F). A launch
begins when the user starts the program, and ends with its first page (D).
"""

from __future__ import annotations

from typing import Any

from jshost.call import App
from jshost.differences.performance import MAIN_PACKAGE
from jshost.framework.router import OpenPage


class _Route:
    """A route under way: the API (or appLaunch), when it began, where it comes from."""

    def __init__(self, begun: float) -> None:
        self.begun = begun
        self.kind = ""
        self.departed = begun
        self.referrer: OpenPage | None = None


class Timing:
    """The measurements of one run; they go to the phone's timeline."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._begun: _Route | None = None
        self._opening: dict[int, _Route] = {}

    def now(self) -> float:
        """Return the time, in milliseconds since 1970."""
        return self._app.clock.epoch()

    def begin(self, begun: float) -> None:
        """Take note of a route that began at a time."""
        self._begun = _Route(begun)

    def give_up(self) -> None:
        """Forget a route that leads nowhere."""
        self._begun = None

    def depart(self, kind: str, referrer: OpenPage | None) -> None:
        """Take note that the route leaves a page, for another that is there to be opened."""
        if self._begun is not None:
            self._begun.kind = kind
            self._begun.referrer = referrer
            self._begun.departed = self.now()

    def arrive(self, opened: list[int], top: OpenPage | None) -> None:
        """Take note that the pages have changed; those that are opened have to get ready."""
        route, self._begun = self._begun, None
        if route is None or not route.kind:
            return
        if opened:
            self._opening[opened[-1]] = route
        elif top is not None and top is not route.referrer:
            self._finish(route, top)

    def ready(self, identity: int, page: OpenPage | None) -> None:
        """Take note that a page is ready; None where it has been closed before."""
        route = self._opening.pop(identity, None)
        if route is not None and page is not None:
            self._finish(route, page)

    def evaluated(self, root: str, files: list[str], begun: float) -> None:
        """Take note that files of a package were run, from a time until now."""
        if files:
            fields = {"moduleName": root or MAIN_PACKAGE, "fileList": files}
            self._add("evaluateScript", "script", begun, fields)

    def _finish(self, route: _Route, page: OpenPage) -> None:
        fields: dict[str, Any] = {
            "navigationStart": route.departed,
            "navigationType": route.kind,
            "path": page.route,
            "pageId": page.id,
        }
        if route.referrer is not None:
            fields |= {"referrerPath": route.referrer.route, "referrerPageId": route.referrer.id}
        name = "appLaunch" if route.kind == "appLaunch" else "route"
        self._add(name, "navigation", route.begun, fields)

    def _add(self, name: str, kind: str, begun: float, fields: dict[str, Any]) -> None:
        from jshost.world.timeline import Entry

        duration = round(self.now() - begun, 3)
        self._app.phone.timeline.add(Entry(name, kind, begun, duration, fields))
