"""音频: sounds that a program plays, voices it has recorded, the other end of audio components."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, TypedDict

from jshost.call import App, Call, Pending
from jshost.differences.audio import CURRENT_TIME_WRITABLE, SOURCES, VOICE_SECONDS
from jshost.errors import ApiError
from jshost.registry import Family, Manager, Property, command
from jshost.world.playback import PlaybackError, Player, Voice

wx = Family("media/audio", kind="simulated")

_EVENTS = (
    "onCanplay", "onPlay", "onPause", "onStop", "onEnded", "onTimeUpdate", "onError", "onWaiting",
    "onSeeking", "onSeeked",
)  # fmt: skip
_OFFS = (
    "offCanplay", "offPlay", "offPause", "offStop", "offEnded", "offTimeUpdate", "offError",
    "offWaiting", "offSeeking", "offSeeked",
)  # fmt: skip
_FAILURES: dict[str, Any] = {"native": "operateAudio", "failure": "InnerAudioContext.onError"}
DECIMALS = 6


def event_detail(error: PlaybackError | None) -> dict[str, Any]:
    """Return what the listener of an event is told: nothing, but of an error."""
    if error is None:
        return {}
    code = {} if error.code is None else {"errCode": error.code}
    return {"errMsg": error.text, **code}


def of_player(name: str) -> property:
    """Return a property of an object that is one of its `player`."""
    return property(
        lambda self: getattr(self.player, name),
        lambda self, value: setattr(self.player, name, value),
    )


class Sounding(Manager):
    """A base for objects that play a sound: what they have of their `player`. The run waits for the
    end of a sound whose onEnded is listened to, unless it loops; everything else about it the phone
    does by itself.
    """

    player: Player

    def listened(self, event: str) -> None:
        self.player.listened(event.removeprefix("on"))

    startTime = of_player("start_time")
    playbackRate = of_player("rate")
    duration = of_player("duration")
    """Seconds; 0 until it is known (I)."""
    buffered = of_player("duration")
    """Seconds: a sound is there as a whole, or not at all."""
    paused = of_player("paused")

    @property
    def currentTime(self) -> float:
        """Seconds, to six decimals (D)."""
        return round(self.player.position, DECIMALS)


class InnerAudioContext(Sounding):
    """A sound that plays while the program is in front."""

    object = "InnerAudioContext"
    events = MappingProxyType(dict.fromkeys(_EVENTS, "1.6.0"))
    offs = MappingProxyType(dict.fromkeys(_OFFS, "1.9.0"))
    properties = MappingProxyType(
        {
            "src": Property("String", "1.6.0", writable=True),
            "startTime": Property("Number", "1.6.0", writable=True),
            "autoplay": Property("Boolean", "1.6.0", writable=True),
            "loop": Property("Boolean", "1.6.0", writable=True),
            "obeyMuteSwitch": Property("Boolean", "1.6.0", writable=True),
            "volume": Property("Number", "1.9.90", writable=True),
            "playbackRate": Property("Number", "2.11.0", writable=True),
            "duration": Property("Number", "1.6.0"),
            "currentTime": Property("Number", "1.6.0", writable=True),
            "paused": Property("Boolean", "1.6.0"),
            "buffered": Property("Number", "1.6.0"),
            "referrerPolicy": Property("String", "2.13.0", writable=True),
        }
    )

    autoplay = of_player("autoplay")
    loop = of_player("loop")
    volume = of_player("volume")
    src = property(lambda self: self.player.src, lambda self, src: self.player.load(src))

    def __init__(self, app: App) -> None:
        self._app = app
        self.player = Player(app.phone.speaker, app.scheduler, app.clock, self._tell)
        self.obeyMuteSwitch = True
        self.referrerPolicy = ""

    def _tell(self, event: str, error: PlaybackError | None = None) -> None:
        self._app.emit(
            self.event(f"on{event}"),
            event_detail(error),
            lambda: self.player.state != "destroyed",
        )

    @property
    def currentTime(self) -> float:
        return super().currentTime

    @currentTime.setter
    def currentTime(self, seconds: float) -> None:
        if self._app.platform.has(CURRENT_TIME_WRITABLE):
            self.player.seek(seconds)

    @command(since="1.6.0", **_FAILURES)
    def play(self, call: Call) -> None:
        """Play, or go on."""
        self.player.play()

    @command(since="1.6.0", **_FAILURES)
    def pause(self, call: Call) -> None:
        """Pause; play goes on from there."""
        self.player.pause()

    @command(since="1.6.0", **_FAILURES)
    def stop(self, call: Call) -> None:
        """Stop; play begins again."""
        self.player.stop()

    @command(since="1.6.0", **_FAILURES)
    def seek(self, call: Call, position: float) -> None:
        """Go to a position in seconds."""
        self.player.seek(position)

    @command(since="1.6.0", **_FAILURES)
    def destroy(self, call: Call) -> None:
        """Give it up: it does nothing any more, and tells nothing (I)."""
        self.player.destroy()


@wx.maker("createInnerAudioContext", InnerAudioContext, since="1.6.0")
def create_inner_audio_context(call: Call, option: dict[str, Any] | None = None) -> Manager:
    """Make a sound. Which driver it is played with (`useWebAudioImplement`) makes no difference."""
    return InnerAudioContext(call.app)


@wx.api("setInnerAudioOption", since="2.3.0")
def set_inner_audio_option(
    call: Call, *, mixWithOther: bool = True, obeyMuteSwitch: bool = True, speakerOn: bool = True
) -> None:
    """Set what holds for all inner sounds of the program. Nobody hears the difference."""
    speaker = call.phone.speaker
    speaker.mixWithOther, speaker.obeyMuteSwitch = mixWithOther, obeyMuteSwitch
    speaker.speakerOn = speakerOn


class AudioSources(TypedDict):
    """What the recorder's audioSource may be."""

    audioSources: list[str]


@wx.api("getAvailableAudioSources", since="2.1.0")
def get_available_audio_sources(call: Call) -> AudioSources:
    """Tell which sources of sound the phone has; there is no headset."""
    return {"audioSources": [*SOURCES[call.platform.dialect]]}


# -- voices: the older way ------------------------------------------------------------------------


@wx.api("playVoice")
def play_voice(call: Call, *, filePath: str, duration: float = VOICE_SECONDS) -> Pending:
    """Play a file, for `duration` seconds at most, in the place of any other voice (D). It succeeds
    when that has come to its end (R) or is stopped (I). The file that was paused goes on (D).
    """
    speaker = call.phone.speaker
    voice = speaker.voice
    if voice is None or voice.src != filePath or voice.state != "paused":
        if voice is not None:
            voice.stop()
        voice = speaker.voice = Voice(speaker, call.app.scheduler, call.app.clock)
        voice.limit = max(duration, 0.0)
        voice.load(filePath)
    pending = Pending()
    voice.done = lambda error: pending.settle(error and _failure(error))
    voice.play()
    return pending


def _failure(error: PlaybackError) -> ApiError:
    return ApiError(error.text.removeprefix("operateAudio:"), err_code=error.code)


@wx.api("pauseVoice")
def pause_voice(call: Call) -> None:
    """Pause the voice that plays, if one does (R)."""
    if call.phone.speaker.voice is not None:
        call.phone.speaker.voice.pause()


@wx.api("stopVoice")
def stop_voice(call: Call) -> None:
    """Stop the voice, if there is one (R)."""
    voice, call.phone.speaker.voice = call.phone.speaker.voice, None
    if voice is not None:
        voice.stop()


# -- the audio component's other end --------------------------------------------------------------


class AudioContext(Manager):
    """What plays in an audio component. Components are not rendered: it has no source but that of
    setSrc, and its events have no listeners.
    """

    object = "AudioContext"

    def __init__(self, player: Player) -> None:
        self.player = player

    @command()
    def setSrc(self, call: Call, src: str) -> None:
        """Set the source."""
        self.player.load(src)

    @command()
    def play(self, call: Call) -> None:
        """Play, or go on."""
        self.player.play()

    @command()
    def pause(self, call: Call) -> None:
        """Pause; play goes on from there."""
        self.player.pause()

    @command()
    def seek(self, call: Call, position: float) -> None:
        """Go to a position in seconds."""
        self.player.seek(position)


@wx.maker("createAudioContext", AudioContext)
def create_audio_context(call: Call, id: str) -> AudioContext:
    """Return the other end of the audio component of that id; whether there is one is not known."""
    speaker = call.phone.speaker
    if id not in speaker.components:
        player = Player(speaker, call.app.scheduler, call.app.clock, lambda *event: None)
        speaker.components[id] = player
    return AudioContext(speaker.components[id])
