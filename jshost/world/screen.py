"""What the phone shows around the page, as state that a test can look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jshost.frozen import Frozen
from jshost.world.bars import TabBar
from jshost.world.fonts import Font

if TYPE_CHECKING:
    from jshost.user.port import Question


class Toast(Frozen):
    """A toast, or a loading indicator: the platform shows only one of them at a time. A toast has
    an `image` in the place of its icon, if one was given, and is shown for `duration` milliseconds.
    """

    kind: str
    title: str
    icon: str
    mask: bool
    image: str = ""
    duration: float | None = None


class Shown(Frozen):
    """A picture or video in the viewer: its address or path, its `type` (image or video), and the
    picture that stands for a video.
    """

    url: str
    type: str = "image"
    poster: str = ""


class Viewer(Frozen):
    """Pictures and videos over the whole screen; `current` is the number of the one that is shown,
    from 0, `menu` whether a long press opens a menu.
    """

    items: tuple[Shown, ...]
    current: int
    menu: bool


class Screen:
    """The screen of one run."""

    def __init__(self) -> None:
        self.toast: Toast | None = None
        self.viewer: Viewer | None = None
        """There until the user closes it: a test sets it to None."""
        self.question: Question | None = None
        """What the user is being asked: a modal dialog, an action sheet, a scope."""
        self.tab_bar: TabBar | None = None
        """None for a program without tabs."""
        self.fonts: dict[str, Font] = {}
        """The fonts that the program has loaded, by family."""
        self.canvases: dict[str, list[Any]] = {}
        """What a program without pages draws, by canvas-id (`Page.canvases`)."""
        self.keep_on = False
        """Whether the screen stays on."""
        self.capture_effect = "none"
        """`hidden` where pictures of the screen do not show the program."""
        self.top_bar_text = ""
        """What stands above WeChat's chats."""
        self.top_bar_since: float | None = None
        """Since when, in milliseconds of the run."""
