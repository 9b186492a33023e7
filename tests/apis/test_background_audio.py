"""背景音频: the manager, the older calls, and the buttons of the lock screen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.world.scenario import Scenario

from .calls import PROGRAM, CallApi, Play
from .samples.sample import INDEX

EVENTS = [
    "Canplay", "Play", "Pause", "Stop", "Ended", "TimeUpdate", "Error", "Waiting", "Seeking",
    "Seeked", "Next", "Prev",
]  # fmt: skip
LISTEN = (
    "const music = wx.getBackgroundAudioManager();"
    f"for (const name of {EVENTS}) music['on' + name]((r) => say([name, r]));"
    "const at = (ms, task) => setTimeout(task, ms);"
)
SONG = "music.title = 'a song'; music.src = 'a.wav';"
"""A song of a second."""
APP = json.loads(PROGRAM["app.json"])
IN_BACKGROUND = {"app.json": json.dumps({**APP, "requiredBackgroundModes": ["audio"]})}
TEXTS = [
    "title", "epname", "singer", "coverImgUrl", "webUrl", "protocol", "audioType", "referrerPath",
    "referrerPolicy",
]  # fmt: skip


SECOND = Scenario(audio={"a.wav": 1.0}, clock="virtual")
"""A world in which that song is there for a mini program, too."""


def playing(play: Play, script: str = "", **settings: Any) -> Host:
    """Return a host whose program plays the song, and does not wait for its end."""
    listen = LISTEN.replace("'Ended', ", "")
    return play(f"{listen} {SONG} {script}", scenario=SECOND, **settings)


def names(said: list[Any]) -> list[str]:
    """Return the events that a program has heard, TimeUpdate left out."""
    return [name for name, _ in said if name != "TimeUpdate"]


# -- the manager ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (SONG, ["Canplay", "Play", "Ended"]),
        (f"{SONG} at(300, () => music.pause());", ["Canplay", "Play", "Pause"]),
        (
            f"{SONG} at(300, () => music.pause()); at(400, () => music.play());",
            ["Canplay", "Play", "Pause", "Play", "Ended"],
        ),
        (f"{SONG} at(300, () => music.stop());", ["Canplay", "Play", "Stop"]),
        (
            f"{SONG} at(300, () => music.seek(0.9));",
            ["Canplay", "Play", "Seeking", "Seeked", "Ended"],
        ),
        ("music.src = 'a.wav';", ["Error"]),
        ("music.title = 'x'; music.src = 'none.mp3';", ["Error"]),
        ("music.play(); music.pause(); music.stop(); music.seek(1);", []),
        (f"{SONG} music.playbackRate = 2; music.startTime = 0.5;", ["Canplay", "Play", "Ended"]),
    ],
)
def test_events(play: Play, heard: Any, script: str, told: list[str]) -> None:
    host = play(LISTEN + script)
    assert names(heard(host)) == told
    assert host.errors == []


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("music.src = 'a.wav';", {"errMsg": "setBackgroundAudioState:fail title is nil!"}),
        (
            "music.title = 'x'; music.src = 'none.mp3';",
            {"errMsg": "MediaError", "errCode": 10003},
        ),
        (
            "music.seek('x');",
            {
                "errMsg": "BackgroundAudioManager.seek:fail parameter error: "
                "parameter should be Number instead of String;"
            },
        ),
    ],
)
def test_errors(play: Play, heard: Any, script: str, error: dict[str, Any]) -> None:
    assert heard(play(LISTEN + script)) == [["Error", error]]


def test_there_is_one_manager(play: Play, heard: Any) -> None:
    assert heard(
        play("say(wx.getBackgroundAudioManager() === wx.getBackgroundAudioManager());")
    ) == [True]


@pytest.mark.parametrize("name", TEXTS)
def test_texts(play: Play, heard: Any, name: str) -> None:
    host = play(
        f"{LISTEN} music.{name} = 'a text'; try {{ music.{name} = 1; }} catch (e) {{}}"
        f" say(music.{name});"
    )
    assert heard(host) == ["a text"]
    assert host.phone.speaker.music is not None
    assert getattr(host.phone.speaker.music, name) == "a text"


def test_what_it_says_at_first(play: Play, heard: Any) -> None:
    texts = dict.fromkeys(TEXTS, "") | {"protocol": "http"}
    assert heard(play("say(wx.getBackgroundAudioManager());")) == [
        texts
        | {
            "src": "", "startTime": 0, "playbackRate": 1, "duration": 0, "currentTime": 0,
            "paused": True, "buffered": 0,
        }
    ]  # fmt: skip


def test_the_next_song(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        let songs = 0;
        music.onEnded(() => {
            songs += 1;
            if (songs < 3) music.src = 'a.wav'; else say(['songs', songs]);
        });
        """
        + SONG
    )
    assert names(heard(host)) == ["Canplay", "Play"] * 3 + ["songs"]
    assert host.app.clock.now() == 3000


# -- in the background ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "told", "state"),
    [(IN_BACKGROUND, [], "ended"), ({}, ["Pause"], "paused")],
    ids=["asked", "not asked"],
)
def test_background(
    play: Play, heard: Any, files: dict[str, str], told: list[str], state: str
) -> None:
    host = playing(play, file=INDEX, files=files)
    before = len(heard(host))
    host.background()
    host.advance(5000)
    assert [name for name, _ in heard(host)[before:]] == told  # and no TimeUpdate
    assert host.phone.speaker.music is not None
    assert host.phone.speaker.music.state == state


def test_in_the_background_only_what_plays_can_be_followed(play: Play, heard: Any) -> None:
    script = "wx.onAppHide(() => { music.pause(); music.src = music.src; });"
    host = playing(play, script, file=INDEX, files=IN_BACKGROUND)
    host.background()
    assert names(heard(host)) == ["Canplay", "Play", "Pause", "Error"]
    assert "jsapi has no permission" in heard(host)[-1][1]["errMsg"]


# -- the lock screen ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("buttons", "told"),
    [
        (["pause"], ["Pause"]),
        (["pause", "play"], ["Pause", "Play"]),
        (["stop"], ["Stop"]),
        (["next", "prev"], ["Next", "Prev"]),
        (["play"], []),
    ],
)
def test_buttons(play: Play, heard: Any, buttons: list[Any], told: list[str]) -> None:
    host = playing(play)
    for button in buttons:
        host.press_media(button)
    assert names(heard(host)) == ["Canplay", "Play", *told]


def test_buttons_that_are_not_there(play: Play) -> None:
    with pytest.raises(InputError, match="there is no background audio"):
        play("wx.getBackgroundAudioManager();").press_media("play")
    host = playing(play, dialect="android")
    with pytest.raises(InputError, match="there is no button next on Android"):
        host.press_media("next")
    with pytest.raises(InputError, match="is none of play, pause, stop, next, prev"):
        host.press_media("louder")  # type: ignore[arg-type] # what a person may mistype


# -- the older calls ------------------------------------------------------------------------------

OLDER = """
    for (const name of ['Play', 'Pause', 'Stop'])
        wx['onBackgroundAudio' + name]((r) => say([name, r]));
    const at = (ms, task) => setTimeout(task, ms);
    const state = () => wx.getBackgroundAudioPlayerState({ success: (r) => say(['state', r]) });
    wx.playBackgroundAudio({ dataUrl: 'a.wav' });
"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("", ["Play"]),
        ("at(100, () => wx.pauseBackgroundAudio());", ["Play", "Pause"]),
        ("at(100, () => wx.stopBackgroundAudio());", ["Play", "Stop"]),
        (
            "at(100, () => wx.pauseBackgroundAudio()); at(200, () => wx.stopBackgroundAudio());",
            ["Play", "Pause", "Stop"],
        ),
        ("at(100, () => wx.playBackgroundAudio({ dataUrl: 'a.wav' }));", ["Play", "Play"]),
    ],
)
def test_older_events(play: Play, heard: Any, script: str, told: list[str]) -> None:
    assert names(heard(play(OLDER + script))) == told


def test_state(play: Play, heard: Any) -> None:
    host = play(
        OLDER
        + """
        at(100, state);
        at(200, () => { wx.seekBackgroundAudio({ position: 0.5 }); state(); });
        at(300, () => { wx.pauseBackgroundAudio(); state(); });
        at(400, () => { wx.stopBackgroundAudio(); state(); });
        """
    )
    states = [detail for name, detail in heard(host) if name == "state"]
    told = {"duration": 1, "downloadPercent": 100, "dataUrl": "a.wav"}
    ok = {"errMsg": "getBackgroundAudioPlayerState:ok"}
    assert states == [
        {**told, **ok, "status": 1, "currentPosition": 0.1},
        {**told, **ok, "status": 1, "currentPosition": 0.5},
        {**told, **ok, "status": 0, "currentPosition": pytest.approx(0.6)},
        {**ok, "status": 2},
    ]


def test_older_calls_are_of_the_managers_sound(play: Play, heard: Any) -> None:
    host = play(
        LISTEN + "wx.playBackgroundAudio({ dataUrl: 'a.wav', title: 'a song', coverImgUrl: 'c' });"
        "music.onPlay(() => say(['Play', [music.title, music.coverImgUrl, music.src]]));"
    )
    assert heard(host)[1] == ["Play", ["a song", "c", "a.wav"]]


@pytest.mark.parametrize("position", ["'x'", "null", "{}"])
def test_bad_positions(call: CallApi, position: str) -> None:
    outcome, result = call("seekBackgroundAudio", f"position: {position}")
    assert outcome == "fail"
    assert result["errMsg"].startswith("seekBackgroundAudio:fail parameter error:")
