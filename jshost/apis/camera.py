"""相机: the other end of the camera component, which is not rendered: all that it does fails.
CameraContext.onCameraFrame is left out.
"""

from __future__ import annotations

from typing import Any, Literal

from jshost.call import App, Call
from jshost.differences.view import VIEWLESS
from jshost.errors import ApiError
from jshost.registry import Family, Manager, method
from jshost.values import GuestFunction

wx = Family("media/camera", kind="simulated")

_ASKED: dict[str, Any] = {"promise": False, "native": "operateCamera", "needs_view": True}


class CameraContext(Manager):
    """The other end of the page's camera component."""

    object = "CameraContext"

    def __init__(self, app: App) -> None:
        pass

    @method(since="1.6.0", **_ASKED)
    def takePhoto(
        self,
        call: Call,
        *,
        quality: Literal["high", "normal", "low", "original"] = "normal",
        selfieMirror: bool = True,
        captureMetadata: bool = False,
    ) -> None:
        """Take a picture."""
        raise ApiError(VIEWLESS)

    @method(since="1.6.0", **_ASKED)
    def startRecord(
        self,
        call: Call,
        *,
        timeoutCallback: GuestFunction | None = None,
        timeout: float = 30,
        selfieMirror: bool = True,
    ) -> None:
        """Take a video."""
        raise ApiError(VIEWLESS)

    @method(since="1.6.0", **_ASKED)
    def stopRecord(self, call: Call, *, compressed: bool = False) -> None:
        """End the video."""
        raise ApiError(VIEWLESS)

    @method(since="2.10.0", **_ASKED)
    def setZoom(self, call: Call, *, zoom: float) -> None:
        """Zoom."""
        raise ApiError(VIEWLESS)


wx.manager("createCameraContext", CameraContext, since="1.6.0", needs_view=True)
