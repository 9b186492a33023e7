"""Where on the phone's screen a page is, in CSS pixels.

A page turns with the phone where app.json or its own .json lets it (D, resizable.html): the screen
is as wide then as it was high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from jshost.frozen import Frozen

if TYPE_CHECKING:
    from jshost.world.scenario import Device

Orientation = Literal["portrait", "landscape"]
PageOrientation = Literal["portrait", "landscape", "auto"]

TITLE_BAR = 44
"""How high the bar is that has the title: what is left below it is the window."""


class Window(Frozen):
    """How the screen is held, and how large it and the window are. `top` is where the window
    begins.
    """

    orientation: Orientation
    screen_width: int
    screen_height: int
    status_bar: int

    @classmethod
    def of(cls, device: Device, turns: PageOrientation) -> Window:
        """Return the window of a page on a phone; `turns` is how the page may be held."""
        held = device.deviceOrientation if turns == "auto" else turns
        width, height = device.screenWidth, device.screenHeight
        if held == "landscape":
            width, height = height, width
        return cls(held, width, height, device.statusBarHeight)

    @property
    def size(self) -> dict[str, int]:
        """How large the window is, as programs are told."""
        return {"windowWidth": self.width, "windowHeight": self.height}

    @property
    def width(self) -> int:
        return self.screen_width

    @property
    def height(self) -> int:
        return self.screen_height - self.top

    @property
    def top(self) -> int:
        return self.status_bar + TITLE_BAR
