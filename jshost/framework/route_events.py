"""What listeners hear of a route: events around the instructions of its journey, in the documented
order (D, 页面路由监听).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jshost.framework.router import Instruction, OpenPage
from jshost.frozen import Frozen

SINCE = "3.5.5"
"""The base library that has these events as they are documented (D)."""
DONE = "onAppRouteDone"
"""Told a macrotask later, when the new page is ready: no animation takes time (I)."""
EVENTS = (
    "onBeforeAppRoute", "onBeforePageUnload", "onAfterPageUnload", "onBeforePageLoad",
    "onAfterPageLoad", "onAppRoute", DONE,
)  # fmt: skip


class Route(Frozen):
    """One route: its number in the run, what led to it (`openType`), when (milliseconds since
    1970), and the page that it leads to. `config` is what is declared of that page, `renderer` and
    `framework` are what shows it.
    """

    id: str
    open_type: str
    time: int
    page: OpenPage
    config: dict[str, Any]
    renderer: str
    framework: str

    def told(self, journey: list[Instruction]) -> Iterator[Instruction]:
        """Return the instructions of the route, with those that tell of it around them."""
        opened: int | None = None
        yield _tell("onBeforeAppRoute", self._whole())
        for step in journey:
            match step:
                case ["close", int(identity), path]:
                    closed = {"path": path, "routeEventId": self.id}
                    yield _tell("onBeforePageUnload", closed, identity)
                    yield step
                    yield _tell("onAfterPageUnload", closed)
                case ["open", int(identity), *_]:
                    opened = identity
                    yield _tell("onBeforePageLoad", self._load())
                    yield step
                case _:
                    yield step
        yield from self.end(opened)

    def end(self, opened: int | None) -> Iterator[Instruction]:
        """Return those that tell of its end; `opened` is the page that it has opened, if any."""
        if opened is not None:
            yield _tell("onAfterPageLoad", self._load(), opened)
        yield _tell("onAppRoute", {**self._whole(), "timeStamp": self.time})

    def done(self) -> Instruction:
        """Return the one that tells that the new page is in its place."""
        return _tell(DONE, {**self._way(), "webviewId": self.page.id, "timeStamp": self.time})

    def _way(self) -> dict[str, Any]:
        page = self.page
        kind = {"openType": self.open_type, "routeEventId": self.id}
        return {"path": page.route, "query": page.query, **kind}

    def _load(self) -> dict[str, Any]:
        return {**self._way(), "componentFramework": self.framework}

    def _whole(self) -> dict[str, Any]:
        where = {"webviewId": self.page.id, "renderer": self.renderer}
        return {**self._way(), **where, "notFound": False, "page": self.config}


def _tell(event: str, detail: dict[str, Any], page: int | None = None) -> Instruction:
    """Return the instruction to tell of an event, with an open page as `page` in its detail."""
    return ["route", event, detail, page]
