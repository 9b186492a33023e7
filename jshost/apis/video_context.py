"""视频: the other end of video components."""

from __future__ import annotations

from typing import Any

from jshost.call import Call
from jshost.differences.view import VIEWLESS
from jshost.errors import ApiError
from jshost.registry import Family, Manager, command, method
from jshost.world.components import Video

wx = Family("media/video", kind="simulated")


class VideoContext(Manager):
    """The other end of a video component: what is asked of it is kept (`phone.videos`), and in the
    trace. Casting is left out.
    """

    object = "VideoContext"

    def __init__(self, video: Video, id: str) -> None:
        self._video = video
        self._id = id

    def _ask(self, call: Call, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self._video, name, value)
        call.tell({"id": self._id, **changes})

    @command(needs_view=True)
    def play(self, call: Call) -> None:
        """Play."""
        self._ask(call, playing=True)

    @command(needs_view=True)
    def pause(self, call: Call) -> None:
        """Pause."""
        self._ask(call, playing=False)

    @command(since="1.7.0", needs_view=True)
    def stop(self, call: Call) -> None:
        """Stop, and go back to the beginning."""
        self._ask(call, playing=False, position=0.0)

    @command(needs_view=True)
    def seek(self, call: Call, position: float) -> None:
        """Go to a position in seconds."""
        self._ask(call, position=position)

    @command(since="1.4.0", needs_view=True)
    def playbackRate(self, call: Call, rate: float) -> None:
        """Play faster, or slower."""
        self._ask(call, rate=rate)

    @command(needs_view=True)
    def sendDanmu(self, call: Call, data: dict[str, Any]) -> None:
        """Send a comment across the video: its `text` and `color`."""
        self._video.danmus.append(data)
        call.tell({"id": self._id, "danmu": data})

    @command(since="1.4.0", needs_view=True)
    def requestFullScreen(self, call: Call, option: dict[str, Any] | None = None) -> None:
        """Fill the screen; the option's `direction` is 0, 90 or -90 degrees."""
        self._ask(call, full_screen=True, direction=(option or {}).get("direction"))

    @command(since="1.4.0", needs_view=True)
    def exitFullScreen(self, call: Call) -> None:
        """Fill the screen no more."""
        self._ask(call, full_screen=False)

    @command(since="2.1.0", needs_view=True)
    def showStatusBar(self, call: Call) -> None:
        """Show the status bar in full screen."""
        self._ask(call, status_bar=True)

    @command(since="2.1.0", needs_view=True)
    def hideStatusBar(self, call: Call) -> None:
        """Hide the status bar in full screen."""
        self._ask(call, status_bar=False)

    @command(since="2.14.3", needs_view=True)
    def requestBackgroundPlayback(self, call: Call) -> None:
        """Play on in the background."""
        self._ask(call, goes_on=True)

    @command(since="2.14.3", needs_view=True)
    def exitBackgroundPlayback(self, call: Call) -> None:
        """Play on in the background no more."""
        self._ask(call, goes_on=False)

    @method(promise=False, needs_view=True)
    def exitPictureInPicture(self, call: Call) -> None:
        """Fail: there is no picture in a picture."""
        raise ApiError(VIEWLESS)


@wx.maker("createVideoContext", VideoContext, needs_view=True)
def create_video_context(call: Call, id: str) -> VideoContext:
    """Return the other end of the video component of that id; whether there is one is not known."""
    return VideoContext(call.phone.videos.setdefault(id, Video()), id)
