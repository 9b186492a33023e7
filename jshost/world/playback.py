"""Playing sounds: one state machine for all that plays. Time passes, nothing is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from typing import Literal, Protocol

from jshost.clock import Clock
from jshost.differences.audio import (
    FILE_ERROR,
    FORMAT_ERROR,
    INTERRUPTED,
    MEDIA_ERROR,
    NETWORK_ERROR,
    NO_BACKGROUND,
    NO_TITLE,
    NOT_IN_FRONT,
    RATES,
    SYSTEM_ERROR,
    TICK_MS,
    UNKNOWN_ERROR,
    UNPLAYABLE,
)
from jshost.scheduler import Entry, Scheduler
from jshost.world import audio_files
from jshost.world.scenario import Button
from jshost.world.speaker import Speaker

State = Literal[
    "idle", "loading", "ready", "playing", "paused", "stopped", "ended", "failed", "destroyed"
]
"""What a player does. It is `idle` without a source, `ready` when that is loaded."""

_NETWORK = ("http://", "https://")
_LOCAL = ("http://tmp/", "http://usr/", "http://store/")


class PlaybackError(Exception):
    """A sound that cannot be played: a code and a text (differences.audio)."""

    def __init__(self, code: int | None, text: str = MEDIA_ERROR) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


class Tell(Protocol):
    """Is told each event by its name without the `on`, and what an `Error` is."""

    def __call__(self, event: str, error: PlaybackError | None = None) -> None: ...


def is_remote(src: str) -> bool:
    """Whether a sound is somewhere in the network; DevTools gives files such names too."""
    return src.startswith(_NETWORK) and not src.startswith(_LOCAL)


def seconds(speaker: Speaker, src: str) -> float:
    """Return how long a sound is. Raises PlaybackError."""
    if src in speaker.lengths:
        return speaker.lengths[src]
    data = speaker.files.read(src)
    if data is None:
        raise PlaybackError(NETWORK_ERROR if is_remote(src) else FILE_ERROR)
    length = audio_files.seconds(data)
    if length is None or audio_files.kind(data) in UNPLAYABLE[speaker.dialect]:
        raise PlaybackError(FORMAT_ERROR)
    return length


class Player:
    """One source of sound. Seconds of the sound, milliseconds of the run. What is no finite number
    is no number to the platform, and not set.

    Events come in this order: Canplay, Play, TimeUpdate as it goes on, Ended; Waiting comes first
    where it should play and is still to be fetched (I). What makes no sense in its state is left
    undone, without an event (I).
    """

    def __init__(self, speaker: Speaker, scheduler: Scheduler, clock: Clock, tell: Tell) -> None:
        self._speaker = speaker
        self._scheduler = scheduler
        self._clock = clock
        self._tell = tell
        self._timers: list[Entry] = []
        # Whether it should play once it is loaded; None for as `autoplay` says.
        self._wanted: bool | None = None
        self._position = 0.0
        self._since = 0.0
        self._loop = False
        self._rate = 1.0
        self._volume = 1.0
        self._start_time = 0.0
        self.state: State = "idle"
        self.src = ""
        self.duration = 0.0
        """Seconds; 0 as long as the sound is not loaded."""
        self.autoplay = False
        self.goes_on = False
        """Whether it plays on in the background."""
        self.ticks = False
        """Whether somebody wants to be told TimeUpdate."""
        self.limit = float("inf")
        """How many seconds of it are played at most."""
        self.is_awaited = False
        """Whether the run waits for its end."""

    # -- what it is --

    @property
    def paused(self) -> bool:
        """Whether it neither plays nor is about to, as soon as it is loaded."""
        return self.state != "playing" and not (self.state == "loading" and self._wanted)

    @property
    def position(self) -> float:
        """Where in the sound it is, in seconds."""
        if self.state != "playing":
            return self._position
        position = self._position + (self._clock.now() - self._since) / 1000 * self._rate
        loops = self._loop and self.duration > 0
        return position % self.duration if loops else min(position, self.duration)

    @property
    def start_time(self) -> float:
        """Where it begins, in seconds."""
        return self._start_time

    @start_time.setter
    def start_time(self, seconds: float) -> None:
        if not isfinite(seconds):
            return
        self._start_time = max(seconds, 0.0)
        if self.state in ("ready", "stopped"):
            self._position = self._begin()

    @property
    def volume(self) -> float:
        """How loud it is: 0 to 1."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        if isfinite(volume):
            self._volume = min(max(volume, 0.0), 1.0)

    @property
    def rate(self) -> float:
        """How fast it plays."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        if not isfinite(rate):
            return
        with self._moved():
            self._rate = min(max(rate, RATES[0]), RATES[1])

    @property
    def loop(self) -> bool:
        """Whether it begins again at its end, without an event (I)."""
        return self._loop

    @loop.setter
    def loop(self, loop: bool) -> None:
        with self._moved():
            self._loop = loop

    def listened(self, event: str) -> None:
        """Take note that the program listens to an event: it waits for the end, if it listens to
        that.
        """
        with self._moved():
            self.ticks |= event == "TimeUpdate"
            self.is_awaited |= event == "Ended"

    # -- what it is told to do --

    def load(self, src: str, *, play: bool = False) -> None:
        """Take another source, "" for none; play it when it is there."""
        if self.state == "destroyed":
            return
        self._rest("loading" if src else "idle")
        self.src = src
        self.duration = self._position = 0.0
        self._wanted = None
        if src:
            self._timers.append(self._scheduler.post(self._loaded))
            if play or self.autoplay:
                self._want()

    def play(self) -> None:
        """Play, or go on; what was stopped or has ended begins again."""
        if self.state == "loading":
            self._want()
        elif self.state == "failed":
            self.load(self.src, play=True)
        elif self.state in ("ready", "paused", "stopped", "ended"):
            self._start()

    def pause(self) -> None:
        """Stop where it is."""
        self._wanted = False
        if self.state == "playing":
            self._rest("paused")
            self._tell("Pause")

    def stop(self) -> None:
        """Stop, and go back to the beginning."""
        self._wanted = False
        if self.state in ("playing", "paused"):
            self._rest("stopped")
            self._position = self._begin()
            self._tell("Stop")

    def seek(self, seconds: float) -> None:
        """Go to a place in the sound, its end at most."""
        if not isfinite(seconds) or self.state in ("idle", "loading", "failed", "destroyed"):
            return
        self._tell("Seeking")
        with self._moved():
            self._position = min(max(seconds, 0.0), self.duration)
        if self.state == "ended" and self._position < self.duration:
            self.state = "paused"
        self._tell("Seeked")

    def destroy(self) -> None:
        """Do nothing any more."""
        self._rest("destroyed")

    # -- how it goes on --

    def _want(self) -> None:
        if not self._wanted and is_remote(self.src):
            self._tell("Waiting")
        self._wanted = True

    def _loaded(self) -> None:
        try:
            self.duration = min(seconds(self._speaker, self.src), self.limit)
        except PlaybackError as error:
            self._fail(error)
            return
        self._rest("ready")
        self._position = self._begin()
        self._tell("Canplay")
        if self._wanted or (self._wanted is None and self.autoplay):
            self._start()

    def _begin(self) -> float:
        return min(self._start_time, self.duration)

    def _start(self) -> None:
        if refusal := self._refusal():
            self._tell("Error", refusal)
            return
        if self.state == "ended":
            self._position = self._begin()
        self.state = "playing"
        self._since = self._clock.now()
        self._speaker.began(self)
        self._tell("Play")
        self._wait()

    def _refusal(self) -> PlaybackError | None:
        """Return why it may not play now."""
        if self._speaker.interrupted:
            return PlaybackError(SYSTEM_ERROR, INTERRUPTED)
        if self._speaker.in_background and not self.goes_on:
            return PlaybackError(UNKNOWN_ERROR, NOT_IN_FRONT)
        return None

    def _fail(self, error: PlaybackError) -> None:
        self._rest("failed")
        self._tell("Error", error)

    def _rest(self, state: State) -> None:
        """Be in a state in which no sound plays."""
        self._position = self.position
        self._cancel()
        self._speaker.ended(self)
        self.state = state

    @contextmanager
    def _moved(self) -> Iterator[None]:
        """Change something on which it depends when the end comes."""
        self._position = self.position
        self._since = self._clock.now()
        yield
        if self.state == "playing":
            self._cancel()
            self._wait()

    def _cancel(self) -> None:
        for timer in self._timers:
            self._scheduler.cancel(timer)
        self._timers.clear()

    def _wait(self) -> None:
        """Wait for the end, and for the next time to tell where it is."""
        if not self._loop:
            left = (self.duration - self._position) / self._rate * 1000
            post = self._scheduler.post
            self._timers.append(post(self._end, left, background=not self.is_awaited))
        if self.ticks:
            self._timers.append(self._scheduler.post(self._tick, TICK_MS, background=True))

    def _tick(self) -> None:
        # As long as nothing else happens the end stays where it is.
        self._timers[-1] = self._scheduler.post(self._tick, TICK_MS, background=True)
        self._tell_time()

    def _tell_time(self) -> None:
        if not self._speaker.in_background:
            self._tell("TimeUpdate")

    def _end(self) -> None:
        self._rest("ended")
        self._position = self.duration
        if self.ticks:
            self._tell_time()
        self._tell("Ended")


class Voice(Player):
    """A recording that is played: `done` is told when it has come to its end, or why it cannot."""

    def __init__(self, speaker: Speaker, scheduler: Scheduler, clock: Clock) -> None:
        super().__init__(speaker, scheduler, clock, self._told)
        self.done: Callable[[PlaybackError | None], None] = lambda error: None
        self.is_awaited = True

    def stop(self) -> None:
        """Stop, in whatever state it is."""
        self.destroy()
        self.done(None)

    def _told(self, event: str, error: PlaybackError | None = None) -> None:
        if event in ("Ended", "Error"):
            self.done(error)


class Music(Player):
    """The background audio, which has controls on the phone's lock screen."""

    title = epname = singer = coverImgUrl = webUrl = ""
    """What is told of it there."""
    audioType = referrerPath = referrerPolicy = ""
    protocol = "http"

    def take(self, src: str) -> None:
        """Play another source. It needs a title, and in the background what it follows (D, F)."""
        fault = ""
        if src and not self.title:
            fault = NO_TITLE
        elif self._speaker.in_background and self.paused and self.state != "ended":
            fault = NO_BACKGROUND
        if fault:
            self._tell("Error", PlaybackError(None, fault))
            return
        self.load(src, play=True)

    def press(self, button: Button) -> None:
        """Have the user press a button of its controls."""
        if button in ("next", "prev"):
            self._tell(button.capitalize())
        elif button == "play":
            self.play()
        elif button == "pause":
            self.pause()
        else:
            self.stop()
