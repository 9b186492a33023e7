"""窗口: what a program hears of the size of its window, and of the small one for videos."""

from __future__ import annotations

from typing import NoReturn

from jshost.call import Call
from jshost.differences.window import GIVEN_UP, GIVEN_UP_SINCE, NOT_A_COMPUTER
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("ui/window", kind="simulated")

wx.event("onWindowResize", since="2.3.0", off="offWindowResize")


@wx.api("setWindowSize", since="2.10.1", promise=False)
def set_window_size(call: Call, *, width: float, height: float) -> NoReturn:
    """Set how large the window is: phones have but one size."""
    raise ApiError(GIVEN_UP if call.platform.has(GIVEN_UP_SINCE) else NOT_A_COMPUTER)


@wx.sync("checkIsPictureInPictureActive", since="2.29.2")
def check_is_picture_in_picture_active(call: Call) -> bool:
    """Return whether a video is shown in a small window above others (`pictureInPicture`)."""
    return call.phone.device.pictureInPicture
