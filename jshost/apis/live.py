"""实时音视频: the other ends of the live-player and live-pusher components, which are not rendered:
all that they do fails. What came after base library 2.0 is left out.
"""

from __future__ import annotations

from typing import Any, Literal

from jshost.call import App, Call
from jshost.differences.view import VIEWLESS
from jshost.errors import ApiError
from jshost.registry import Family, Manager, method

wx = Family("media/live", kind="simulated")

_PLAYER: dict[str, Any] = {"promise": False, "native": "operateLivePlayer", "needs_view": True}
_PUSHER: dict[str, Any] = {"promise": False, "native": "operateLivePusher", "needs_view": True}


class LivePlayerContext(Manager):
    """The other end of a live-player component."""

    object = "LivePlayerContext"

    @method(since="1.7.0", **_PLAYER)
    def play(self, call: Call) -> None:
        """Play."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PLAYER)
    def stop(self, call: Call) -> None:
        """Stop."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PLAYER)
    def mute(self, call: Call) -> None:
        """Mute, or unmute."""
        raise ApiError(VIEWLESS)

    @method(since="1.9.90", **_PLAYER)
    def pause(self, call: Call) -> None:
        """Pause."""
        raise ApiError(VIEWLESS)

    @method(since="1.9.90", **_PLAYER)
    def resume(self, call: Call) -> None:
        """Go on."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PLAYER)
    def requestFullScreen(self, call: Call, *, direction: Literal[0, 90, -90] = 0) -> None:
        """Fill the screen."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PLAYER)
    def exitFullScreen(self, call: Call) -> None:
        """Fill the screen no more."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PLAYER)
    def exitPictureInPicture(self, call: Call) -> None:
        """Leave the picture in the picture."""
        raise ApiError(VIEWLESS)


@wx.maker("createLivePlayerContext", LivePlayerContext, since="1.7.0", needs_view=True)
def create_live_player_context(call: Call, id: str) -> LivePlayerContext:
    """Return the other end of the component of that id."""
    return LivePlayerContext()


class LivePusherContext(Manager):
    """The other end of the page's live-pusher component."""

    object = "LivePusherContext"

    def __init__(self, app: App) -> None:
        pass

    @method(since="1.7.0", **_PUSHER)
    def start(self, call: Call) -> None:
        """Begin to push."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PUSHER)
    def stop(self, call: Call) -> None:
        """Stop to push."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PUSHER)
    def pause(self, call: Call) -> None:
        """Pause."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PUSHER)
    def resume(self, call: Call) -> None:
        """Go on."""
        raise ApiError(VIEWLESS)

    @method(since="1.7.0", **_PUSHER)
    def switchCamera(self, call: Call) -> None:
        """Take the other camera."""
        raise ApiError(VIEWLESS)

    @method(since="1.9.90", **_PUSHER)
    def snapshot(
        self,
        call: Call,
        *,
        quality: Literal["raw", "compressed"] = "raw",
        sourceType: Literal["stream", "view"] = "stream",
    ) -> None:
        """Take a picture."""
        raise ApiError(VIEWLESS)


wx.manager("createLivePusherContext", LivePusherContext, since="1.7.0", needs_view=True)
