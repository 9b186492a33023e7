"""背景音频: the one sound that goes on when the user leaves the program, in its older form and as a
manager.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TypedDict

from jshost.apis.audio import DECIMALS, Sounding, event_detail, of_player
from jshost.call import App, Call
from jshost.differences.audio import MUSIC_PAUSED, MUSIC_PLAYING, NO_MUSIC
from jshost.registry import Family, Property, command
from jshost.world.playback import Music, PlaybackError

wx = Family("media/background-audio", kind="simulated")

_TOLD_EARLIER = {
    "Play": "onBackgroundAudioPlay",
    "Pause": "onBackgroundAudioPause",
    "Stop": "onBackgroundAudioStop",
}


def _music(app: App) -> Music:
    """Return the phone's background audio. It plays on in the background if app.json asks for that
    (`requiredBackgroundModes`, D).
    """
    speaker = app.phone.speaker
    if speaker.music is not None:
        return speaker.music

    def tell(event: str, error: PlaybackError | None = None) -> None:
        app.emit(f"BackgroundAudioManager.on{event}", event_detail(error))
        if event in _TOLD_EARLIER:
            app.emit(_TOLD_EARLIER[event], {})

    speaker.music = Music(speaker, app.scheduler, app.clock, tell)
    project = app.program().project
    speaker.music.goes_on = project is not None and "audio" in project.required_background_modes
    return speaker.music


class BackgroundAudioManager(Sounding):
    """The background audio. It plays as soon as it has a source (D); the user has buttons for it on
    the phone's lock screen (host.press_media).
    """

    object = "BackgroundAudioManager"
    events = MappingProxyType(
        dict.fromkeys(
            (
                "onCanplay", "onPlay", "onPause", "onStop", "onEnded", "onTimeUpdate", "onError",
                "onWaiting", "onSeeking", "onSeeked", "onNext", "onPrev",
            ),
            "1.2.0",
        )
    )  # fmt: skip
    properties = MappingProxyType(
        {
            "src": Property("String", "1.2.0", writable=True),
            "startTime": Property("Number", "1.2.0", writable=True),
            "title": Property("String", "1.2.0", writable=True),
            "epname": Property("String", "1.2.0", writable=True),
            "singer": Property("String", "1.2.0", writable=True),
            "coverImgUrl": Property("String", "1.2.0", writable=True),
            "webUrl": Property("String", "1.2.0", writable=True),
            "protocol": Property("String", "1.9.94", writable=True),
            "playbackRate": Property("Number", "2.11.0", writable=True),
            "audioType": Property("String", "3.4.8", writable=True),
            "referrerPath": Property("String", "3.4.8", writable=True),
            "referrerPolicy": Property("String", "2.13.0", writable=True),
            "duration": Property("Number", "1.2.0"),
            "currentTime": Property("Number", "1.2.0"),
            "paused": Property("Boolean", "1.2.0"),
            "buffered": Property("Number", "1.2.0"),
        }
    )
    src = property(lambda self: self.player.src, lambda self, src: self.player.take(src))
    title, epname, singer = of_player("title"), of_player("epname"), of_player("singer")
    coverImgUrl, webUrl = of_player("coverImgUrl"), of_player("webUrl")
    protocol, audioType = of_player("protocol"), of_player("audioType")
    referrerPath, referrerPolicy = of_player("referrerPath"), of_player("referrerPolicy")

    def __init__(self, app: App) -> None:
        self.player: Music = _music(app)

    @command(since="1.2.0")
    def play(self, call: Call) -> None:
        """Go on, or play again."""
        self.player.play()

    @command(since="1.2.0")
    def pause(self, call: Call) -> None:
        """Pause; play goes on from there."""
        self.player.pause()

    @command(since="1.2.0")
    def stop(self, call: Call) -> None:
        """Stop."""
        self.player.stop()

    @command(since="1.2.0", failure="BackgroundAudioManager.onError")
    def seek(self, call: Call, currentTime: float) -> None:
        """Go to a position in seconds."""
        self.player.seek(currentTime)


wx.manager("getBackgroundAudioManager", BackgroundAudioManager, since="1.2.0")

# -- the older way --------------------------------------------------------------------------------

wx.event("onBackgroundAudioPlay")
wx.event("onBackgroundAudioPause")
wx.event("onBackgroundAudioStop")


@wx.api("playBackgroundAudio")
def play_background_audio(
    call: Call, *, dataUrl: str, title: str = "", coverImgUrl: str = ""
) -> None:
    """Play a sound in the place of any other; no title is needed here (D). It succeeds at once (I):
    what goes wrong is not told.
    """
    music = _music(call.app)
    music.title, music.coverImgUrl = title, coverImgUrl
    music.load(dataUrl, play=True)


@wx.api("pauseBackgroundAudio")
def pause_background_audio(call: Call) -> None:
    """Pause it, if it plays."""
    _music(call.app).pause()


@wx.api("stopBackgroundAudio")
def stop_background_audio(call: Call) -> None:
    """Stop it, if there is any."""
    _music(call.app).stop()


@wx.api("seekBackgroundAudio")
def seek_background_audio(call: Call, *, position: float) -> None:
    """Go to a position in seconds."""
    _music(call.app).seek(position)


class PlayerState(TypedDict, total=False):
    """Seconds; `downloadPercent` is 0 to 100. `status` alone where there is nothing to be heard."""

    status: int
    duration: float
    currentPosition: float
    downloadPercent: float
    dataUrl: str


@wx.api("getBackgroundAudioPlayerState")
def get_background_audio_player_state(call: Call) -> PlayerState:
    """Tell what the background audio does; of one that is paused, all of it as well (I)."""
    music = _music(call.app)
    if music.state not in ("playing", "paused"):
        return {"status": NO_MUSIC}
    return {
        "status": MUSIC_PAUSED if music.paused else MUSIC_PLAYING,
        "duration": music.duration,
        "currentPosition": round(music.position, DECIMALS),
        "downloadPercent": 100,
        "dataUrl": music.src,
    }
