"""屏幕: how bright the screen is, whether it stays on, and who takes pictures of it."""

from __future__ import annotations

from typing import Literal, TypedDict

from jshost.call import Call
from jshost.differences.screen import WRONG_BRIGHTNESS
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("device/screen", kind="simulated")

# Listeners are told nothing; what they return, a `query` for the picture (D), is not used.
wx.event("onUserCaptureScreen", since="1.4.0", off="offUserCaptureScreen", off_since="2.9.3")


class Brightness(TypedDict):
    """From 0, the darkest, to 1."""

    value: float


@wx.api("setScreenBrightness", since="1.2.0")
def set_screen_brightness(call: Call, *, value: float) -> None:
    """Set how bright the screen is."""
    if not 0 <= value <= 1:
        raise ApiError(WRONG_BRIGHTNESS)
    call.phone.device = call.phone.device.replace(screenBrightness=value)


@wx.api("getScreenBrightness", since="1.2.0")
def get_screen_brightness(call: Call) -> Brightness:
    """Return how bright the screen is."""
    return {"value": call.phone.device.screenBrightness}


@wx.api("setKeepScreenOn", since="1.4.0")
def set_keep_screen_on(call: Call, *, keepScreenOn: bool) -> None:
    """Set whether the screen stays on while the program is shown."""
    call.phone.screen.keep_on = keepScreenOn


@wx.api("setVisualEffectOnCapture", since="2.20.1", promise=False)
def set_visual_effect_on_capture(
    call: Call, *, visualEffect: Literal["none", "hidden"] = "none"
) -> None:
    """Set whether pictures that the user takes of the screen show the program."""
    call.phone.screen.capture_effect = visualEffect
