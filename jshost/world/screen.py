"""What the phone shows around the page, as state that a test can look at."""

from __future__ import annotations

from typing import Any

from jshost.frozen import Frozen
from jshost.world.bars import TabBar


class Toast(Frozen):
    """A toast, or a loading indicator: the platform shows only one of them at a time."""

    kind: str
    title: str
    icon: str
    mask: bool


class Screen:
    """The screen of one run. A program without tabs has no tab bar. `canvases` has what one
    without pages draws, by canvas-id (`Page.canvases`).
    """

    def __init__(self) -> None:
        self.toast: Toast | None = None
        self.tab_bar: TabBar | None = None
        self.canvases: dict[str, list[Any]] = {}
