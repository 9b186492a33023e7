"""The state machine of sounds that play, and the loudspeaker they share."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from jshost.clock import VirtualClock
from jshost.database import FileDatabase
from jshost.differences import Dialect
from jshost.differences.audio import (
    FILE_ERROR,
    FORMAT_ERROR,
    INTERRUPTED,
    NETWORK_ERROR,
    NO_BACKGROUND,
    NO_TITLE,
    NOT_IN_FRONT,
    SYSTEM_ERROR,
    UNKNOWN_ERROR,
)
from jshost.scheduler import Scheduler
from jshost.world.disk import Disk
from jshost.world.files import Files
from jshost.world.microphone import Recording
from jshost.world.playback import Music, PlaybackError, Player, Voice
from jshost.world.speaker import Speaker

from .sound_files import aiff, flac, m4a, ogg

URL = "https://example.com/a.mp3"


class Room:
    """A loudspeaker with players, and time that passes when it is told to."""

    def __init__(self, dialect: Dialect = "devtools") -> None:
        self.clock = VirtualClock()
        self.scheduler = Scheduler(self.clock)
        disk = Disk(lambda: FileDatabase(None, "wx1"), 1 << 20, self.clock.epoch)
        self.files = Files(None, {}, disk)
        self.speaker = Speaker(self.files, {URL: 2.0}, dialect)
        self.told: list[Any] = []
        self.errors: list[tuple[int | None, str]] = []

    def file(self, data: bytes) -> str:
        return self.files.add_temporary(lambda: data, "x")

    def wav(self, seconds: float) -> str:
        return self.file(Recording(format="wav").encode(seconds * 1000))

    def player(self, kind: type[Player] = Player, *, ticks: bool = False) -> Player:
        player = kind(self.speaker, self.scheduler, self.clock, self.tell)
        player.ticks = ticks
        return player

    def tell(self, event: str, error: PlaybackError | None = None) -> None:
        self.told.append((self.clock.now(), event))
        if error is not None:
            self.errors.append((error.code, error.text))

    @property
    def events(self) -> list[str]:
        return [event for _, event in self.told]

    def pass_by(self, milliseconds: float) -> None:
        end = self.clock.now() + milliseconds
        while (due := self.scheduler.next_due()) is not None and due <= end:
            self.clock.wait_until(due)
            self.scheduler.run_next()
        self.clock.wait_until(end)


Do = Callable[[Room, Player], Any]


def at(milliseconds: float, do: Do) -> Do:
    def later(room: Room, player: Player) -> None:
        room.pass_by(milliseconds - room.clock.now())
        do(room, player)

    return later


def call(name: str, *arguments: Any) -> Do:
    return lambda room, player: getattr(player, name)(*arguments)


def put(name: str, value: Any) -> Do:
    return lambda room, player: setattr(player, name, value)


PLAY, PAUSE, STOP, DESTROY = map(call, ("play", "pause", "stop", "destroy"))
LOADED = [(0, "Canplay")]
PLAYED = [*LOADED, (0, "Play")]


@pytest.mark.parametrize(
    ("does", "told", "state"),
    [
        ([], LOADED, "ready"),
        ([PLAY], [*PLAYED, (2000, "Ended")], "ended"),
        ([PLAY, PLAY], [*PLAYED, (2000, "Ended")], "ended"),
        ([PLAY, PAUSE], LOADED, "ready"),
        ([PLAY, STOP], LOADED, "ready"),
        ([PLAY, at(500, PLAY)], [*PLAYED, (2000, "Ended")], "ended"),
        ([PLAY, at(500, PAUSE)], [*PLAYED, (500, "Pause")], "paused"),
        ([PLAY, at(500, PAUSE), at(600, PAUSE)], [*PLAYED, (500, "Pause")], "paused"),
        (
            [PLAY, at(500, PAUSE), at(900, PLAY)],
            [*PLAYED, (500, "Pause"), (900, "Play"), (2400, "Ended")],
            "ended",
        ),
        ([PLAY, at(500, STOP)], [*PLAYED, (500, "Stop")], "stopped"),
        ([PLAY, at(500, STOP), at(600, STOP)], [*PLAYED, (500, "Stop")], "stopped"),
        ([PLAY, at(500, STOP), at(600, PAUSE)], [*PLAYED, (500, "Stop")], "stopped"),
        (
            [PLAY, at(500, STOP), at(900, PLAY)],
            [*PLAYED, (500, "Stop"), (900, "Play"), (2900, "Ended")],
            "ended",
        ),
        (
            [PLAY, at(500, PAUSE), at(600, STOP)],
            [*PLAYED, (500, "Pause"), (600, "Stop")],
            "stopped",
        ),
        (
            [PLAY, at(2500, PLAY)],
            [*PLAYED, (2000, "Ended"), (2500, "Play"), (4500, "Ended")],
            "ended",
        ),
        ([PLAY, at(2500, STOP)], [*PLAYED, (2000, "Ended")], "ended"),
        ([at(1, call("seek", 1))], [*LOADED, (1, "Seeking"), (1, "Seeked")], "ready"),
        ([call("seek", 1)], LOADED, "ready"),
        (
            [PLAY, at(500, call("seek", 1.5))],
            [*PLAYED, (500, "Seeking"), (500, "Seeked"), (1000, "Ended")],
            "ended",
        ),
        (
            [PLAY, at(500, call("seek", 1e300))],
            [*PLAYED, (500, "Seeking"), (500, "Seeked"), (500, "Ended")],
            "ended",
        ),
        (
            [PLAY, at(500, call("seek", -1))],
            [*PLAYED, (500, "Seeking"), (500, "Seeked"), (2500, "Ended")],
            "ended",
        ),
        (
            [PLAY, at(2500, call("seek", 1))],
            [*PLAYED, (2000, "Ended"), (2500, "Seeking"), (2500, "Seeked")],
            "paused",
        ),
        ([DESTROY, PLAY, call("seek", 1), call("load", URL)], [], "destroyed"),
        ([PLAY, at(500, DESTROY), at(600, PLAY)], PLAYED, "destroyed"),
        ([PLAY, at(500, call("load", ""))], PLAYED, "idle"),
        ([PLAY, at(500, call("load", "")), at(600, PLAY)], PLAYED, "idle"),
        ([PLAY, at(500, call("load", URL))], [*PLAYED, (500, "Canplay")], "ready"),
        ([call("load", URL), PLAY], [(0, "Waiting"), *PLAYED, (2000, "Ended")], "ended"),
        ([call("load", URL), PLAY, PLAY], [(0, "Waiting"), *PLAYED, (2000, "Ended")], "ended"),
        ([put("autoplay", True)], [*PLAYED, (2000, "Ended")], "ended"),
        ([put("autoplay", True), PAUSE], LOADED, "ready"),
        ([put("start_time", 1.5), PLAY], [*PLAYED, (500, "Ended")], "ended"),
        ([at(1, put("start_time", 1.5)), PLAY], [*LOADED, (1, "Play"), (501, "Ended")], "ended"),
        ([put("start_time", 1e300), PLAY], [*PLAYED, (0, "Ended")], "ended"),
        ([put("start_time", math.inf), PLAY], [*PLAYED, (2000, "Ended")], "ended"),
        ([put("start_time", math.nan), PLAY], [*PLAYED, (2000, "Ended")], "ended"),
        ([put("rate", math.nan), PLAY], [*PLAYED, (2000, "Ended")], "ended"),
        ([at(1, call("seek", math.nan)), call("seek", math.inf)], LOADED, "ready"),
        ([put("start_time", -5.0), PLAY], [*PLAYED, (2000, "Ended")], "ended"),
        ([put("rate", 2.0), PLAY], [*PLAYED, (1000, "Ended")], "ended"),
        ([put("rate", 1e300), PLAY], [*PLAYED, (1000, "Ended")], "ended"),
        ([put("rate", 0.0), PLAY], [*PLAYED, (4000, "Ended")], "ended"),
        ([PLAY, at(1000, put("rate", 2.0))], [*PLAYED, (1500, "Ended")], "ended"),
        ([PLAY, at(1000, put("loop", True))], PLAYED, "playing"),
        (
            [put("loop", True), PLAY, at(5000, put("loop", False))],
            [*PLAYED, (6000, "Ended")],
            "ended",
        ),
        ([put("limit", 0.5), PLAY], [*PLAYED, (500, "Ended")], "ended"),
    ],
)  # fmt: skip
def test_events(does: list[Do], told: list[tuple[float, str]], state: str) -> None:
    room = Room()
    player = room.player()
    player.load(room.wav(2))
    for do in does:
        do(room, player)
    room.pass_by(10_000)
    assert [(pytest.approx(time), event) for time, event in told] == room.told
    assert player.state == state
    assert (player in room.speaker.playing) == (state == "playing")


def test_nothing_without_a_source() -> None:
    room = Room()
    player = room.player()
    for do in (player.play, player.pause, player.stop, lambda: player.seek(1), player.play):
        do()
    assert room.told == []
    assert (player.state, player.paused, player.position, player.duration) == ("idle", True, 0, 0)


def test_autoplay() -> None:
    room = Room()
    player = room.player()
    player.autoplay = True
    player.load(room.wav(2))
    assert not player.paused
    room.pass_by(100)
    assert room.told == PLAYED


def test_autoplay_that_is_set_later() -> None:
    room = Room()
    player = room.player()
    player.load(room.wav(2))
    player.autoplay = True
    room.pass_by(100)
    assert room.told == PLAYED


@pytest.mark.parametrize("autoplay", [False, True])
def test_what_is_still_to_be_fetched_is_waited_for(autoplay: bool) -> None:
    room = Room()
    player = room.player()
    player.autoplay = autoplay
    player.load(URL, play=not autoplay)
    room.pass_by(100)
    assert room.told == [(0, "Waiting"), *PLAYED]


def test_ticks() -> None:
    room = Room()
    player = room.player(ticks=True)
    player.load(room.wav(1))
    player.play()
    room.pass_by(600)
    player.pause()
    room.pass_by(1000)
    player.play()
    room.pass_by(1000)
    ticks = [time for time, event in room.told if event == "TimeUpdate"]
    assert ticks == pytest.approx([250, 500, 1850, 2000])
    assert room.events[-2:] == ["TimeUpdate", "Ended"]


def test_position() -> None:
    room = Room()
    player = room.player()
    player.load(room.wav(2))
    player.play()
    room.pass_by(1000)
    assert (player.position, player.duration, player.paused) == (1.0, 2.0, False)
    player.rate = 0.5
    room.pass_by(1000)
    assert player.position == 1.5
    player.pause()
    room.pass_by(1000)
    assert (player.position, player.paused) == (1.5, True)
    player.stop()
    assert player.position == 0
    player.start_time = 1.0
    assert player.position == 1.0


def test_looping_position() -> None:
    room = Room()
    player = room.player()
    player.load(room.wav(2))
    player.loop = True
    player.play()
    room.pass_by(5000)
    assert player.position == 1.0
    assert room.events == ["Canplay", "Play"]


@pytest.mark.parametrize(
    ("volume", "kept"), [(0.3, 0.3), (-1, 0), (2, 1), (math.inf, 1), (math.nan, 1)]
)
def test_volume(volume: float, kept: float) -> None:
    player = Room().player()
    player.volume = volume
    assert player.volume == kept


@pytest.mark.parametrize(
    ("listens", "idle"), [((), True), (("TimeUpdate",), True), (("Ended",), False)]
)
def test_only_its_end_is_waited_for(listens: tuple[str, ...], idle: bool) -> None:
    room = Room()
    player = room.player()
    for event in listens:
        player.listened(event)
    player.load(room.wav(2))
    assert not room.scheduler.idle  # loading is waited for
    player.play()
    room.pass_by(10)
    assert room.scheduler.idle is idle
    player.loop = True
    assert room.scheduler.idle


# -- what cannot be played ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("none.mp3", FILE_ERROR),
        ("http://tmp/none.mp3", FILE_ERROR),
        ("wxfile://none", FILE_ERROR),
        ("https://example.com/none.mp3", NETWORK_ERROR),
        ("http://example.com/none.mp3", NETWORK_ERROR),
    ],
)
def test_what_is_not_there(src: str, code: int) -> None:
    room = Room()
    player = room.player()
    player.load(src)
    room.pass_by(10)
    assert (room.errors, player.state) == ([(code, "MediaError")], "failed")
    player.play()
    room.pass_by(10)
    assert [code for code, _ in room.errors] == [code, code]
    assert "Canplay" not in room.events


def test_what_is_no_sound() -> None:
    room = Room()
    room.player().load(room.file(b"\x89PNG\r\n\x1a\n"))
    room.pass_by(10)
    assert room.errors == [(FORMAT_ERROR, "MediaError")]


@pytest.mark.parametrize(
    ("dialect", "playable"),
    [("devtools", "flac m4a ogg"), ("ios", "aiff m4a"), ("android", "flac m4a ogg")],
)
def test_what_clients_play(dialect: Dialect, playable: str) -> None:
    found = []
    for make in (aiff, flac, m4a, ogg):
        room = Room(dialect)
        room.player().load(room.file(make(2)))
        room.pass_by(10)
        found += [make.__name__] if room.events == ["Canplay"] else []
        assert room.errors in ([], [(FORMAT_ERROR, "MediaError")])
    assert found == playable.split()


# -- the loudspeaker ------------------------------------------------------------------------------


def test_players_are_told_apart() -> None:
    room = Room()
    one, other = room.player(), room.player()
    for player in (one, other):
        player.load(room.wav(2))
        player.play()
    room.pass_by(100)
    assert room.speaker.playing == [one, other]
    one.stop()
    assert room.speaker.playing == [other]


def test_interruption() -> None:
    room = Room()
    player = room.player()
    player.load(room.wav(2))
    player.play()
    room.pass_by(100)
    room.speaker.interrupt()
    assert (player.state, room.events[-1]) == ("paused", "Pause")
    player.play()
    assert room.errors == [(SYSTEM_ERROR, INTERRUPTED)]
    assert player.state == "paused"
    room.speaker.interrupted = False
    player.play()
    assert player.state == "playing"


def test_background() -> None:
    room = Room()
    one, other = room.player(ticks=True), room.player(ticks=True)
    other.goes_on = True
    for player in (one, other):
        player.load(room.wav(2))
        player.play()
    room.pass_by(100)
    room.speaker.leave()
    assert room.speaker.playing == [other]
    one.play()
    assert room.errors == [(UNKNOWN_ERROR, NOT_IN_FRONT)]
    room.told.clear()
    room.pass_by(5000)
    assert room.events == ["Ended"]  # TimeUpdate is told in front alone
    room.speaker.in_background = False
    one.play()
    assert room.speaker.playing == [one]


# -- background audio -----------------------------------------------------------------------------


def music(room: Room) -> Music:
    made = room.player(Music)
    assert isinstance(made, Music)
    return made


def test_music_needs_a_title() -> None:
    room = Room()
    player = music(room)
    player.take(URL)
    room.pass_by(10)
    assert (room.errors, player.src) == ([(None, NO_TITLE)], "")
    player.title = "a song"
    player.take(URL)
    room.pass_by(10)
    assert room.events == ["Error", "Waiting", "Canplay", "Play"]
    player.title = ""
    player.take("")
    assert player.state == "idle"


def test_music_goes_on_with_another_song() -> None:
    room = Room()
    player = music(room)
    player.goes_on, player.title = True, "a song"
    player.take(URL)
    room.pass_by(10)
    room.speaker.leave()
    room.pass_by(5000)
    assert player.state == "ended"
    player.take(URL)
    room.pass_by(10)
    assert player.state == "playing"
    player.pause()
    player.take(URL)
    assert (room.errors, player.state) == ([(None, NO_BACKGROUND)], "paused")


@pytest.mark.parametrize(
    ("button", "events", "state"),
    [
        ("pause", ["Pause"], "paused"),
        ("stop", ["Stop"], "stopped"),
        ("play", [], "playing"),
        ("next", ["Next"], "playing"),
        ("prev", ["Prev"], "playing"),
    ],
)
def test_buttons(button: Any, events: list[str], state: str) -> None:
    room = Room()
    player = music(room)
    player.load(URL, play=True)
    room.pass_by(10)
    room.told.clear()
    player.press(button)
    assert (room.events, player.state) == (events, state)


# -- voices ---------------------------------------------------------------------------------------


def test_voice() -> None:
    room = Room()
    done: list[PlaybackError | None] = []
    voice = Voice(room.speaker, room.scheduler, room.clock)
    voice.done = done.append
    voice.load(room.wav(2), play=True)
    room.pass_by(1999)
    assert (done, room.scheduler.idle) == ([], False)
    room.pass_by(1)
    assert done == [None]


def test_voice_stopped() -> None:
    room = Room()
    done: list[PlaybackError | None] = []
    voice = Voice(room.speaker, room.scheduler, room.clock)
    voice.done = done.append
    voice.load(room.wav(2), play=True)
    room.pass_by(100)
    voice.stop()
    room.pass_by(5000)
    assert (done, room.speaker.playing) == ([None], [])
