"""What a program has asked of its video components."""

from __future__ import annotations

from collections import deque
from typing import Any

_MAX_DANMUS = 1000


class Video:
    """What was asked of one video component. Components are not rendered: nothing plays."""

    def __init__(self) -> None:
        self.playing = False
        self.position = 0.0
        """Where it was last told to be, in seconds."""
        self.rate = 1.0
        self.full_screen = False
        self.direction: Any = None
        """How it was told to lie in full screen, in degrees; None to leave it to the video."""
        self.status_bar = True
        self.goes_on = False
        """Whether it should play on in the background."""
        self.danmus: deque[dict[str, Any]] = deque(maxlen=_MAX_DANMUS)
        """The last comments that were sent across it."""
