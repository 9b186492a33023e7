"""音频: sounds, voices, and the other end of audio components."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.engine.port import Limits
from jshost.errors import TurnLimit
from jshost.trace import EventRecord, SettleRecord
from jshost.world.scenario import Scenario

from .calls import CallApi, Play
from .samples.sample import INDEX

URL = "https://example.com/a.mp3"
SECOND = Scenario(audio={URL: 1.0}, clock="virtual")
"""A world in which there is a second of sound at that address."""

EVENTS = [
    "Canplay", "Play", "Pause", "Stop", "Ended", "TimeUpdate", "Error", "Waiting", "Seeking",
    "Seeked",
]  # fmt: skip
LISTEN = (
    "const sound = wx.createInnerAudioContext();"
    f"for (const name of {EVENTS}) sound['on' + name]((r) => say([name, r]));"
    "const at = (ms, task) => setTimeout(task, ms);"
)
"""A sound whose events are all told. `a.wav` is a second long."""
WRITABLE = {
    "src": "'a.wav'",
    "startTime": "0.5",
    "autoplay": "true",
    "loop": "true",
    "obeyMuteSwitch": "false",
    "volume": "0.5",
    "playbackRate": "2",
    "referrerPolicy": "'origin'",
}


def names(said: list[Any]) -> list[str]:
    """Return the events that a program has heard."""
    return [name for name, _ in said]


def times(host: Host) -> list[tuple[str, float]]:
    """Return the events of sounds and their times, those of TimeUpdate left out."""
    events = host.trace.of(EventRecord)
    return [
        (e.name.partition("#")[0].removeprefix("InnerAudioContext.on"), e.t)
        for e in events
        if e.name.startswith("InnerAudioContext") and "TimeUpdate" not in e.name
    ]


# -- InnerAudioContext ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            "sound.src = 'a.wav'; sound.play();",
            ["Canplay", "Play", *["TimeUpdate"] * 4, "Ended"],
        ),
        (
            "sound.autoplay = true; sound.src = 'a.wav';",
            ["Canplay", "Play", *["TimeUpdate"] * 4, "Ended"],
        ),
        ("sound.src = 'a.wav';", ["Canplay"]),
        (
            "sound.src = 'a.wav'; sound.onCanplay(() => sound.play()); at(600, () => sound.stop())",
            ["Canplay", "Play", "TimeUpdate", "TimeUpdate", "Stop"],
        ),
        (
            "sound.src = 'a.wav'; sound.play(); at(300, () => { sound.pause(); sound.play(); })",
            ["Canplay", "Play", "TimeUpdate", "Pause", "Play", *["TimeUpdate"] * 3, "Ended"],
        ),
        (
            "sound.src = 'a.wav'; sound.play(); at(100, () => sound.seek(0.9));",
            ["Canplay", "Play", "Seeking", "Seeked", "TimeUpdate", "Ended"],
        ),
        ("sound.src = 'none.mp3'; sound.play();", ["Error"]),
        ("sound.play(); sound.pause(); sound.stop(); sound.seek(1);", []),
        ("sound.destroy(); sound.src = 'a.wav'; sound.play(); sound.seek(1);", []),
        ("sound.src = 'a.wav'; sound.play(); at(1, () => { sound.stop(); sound.destroy(); });",
         ["Canplay", "Play"]),
    ],
)  # fmt: skip
def test_events(play: Play, heard: Any, script: str, told: list[str]) -> None:
    host = play(LISTEN + script)
    assert names(heard(host)) == told
    assert host.errors == []


def test_events_have_no_details(play: Play, heard: Any) -> None:
    host = play(LISTEN + "sound.src = 'a.wav'; sound.play(); at(500, () => sound.seek(0.7));")
    assert [detail for _, detail in heard(host)] == [{}] * len(heard(host))


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("none.mp3", 10003),
        ("../../outside.mp3", 10003),
        ("a.png", 10004),
        ("https://example.com/a.mp3", 10002),
    ],
)
def test_what_cannot_be_played(play: Play, heard: Any, src: str, code: int) -> None:
    host = play(LISTEN + f"sound.src = '{src}'; sound.play();")
    said = [row for row in heard(host) if row[0] != "Waiting"]
    assert said == [["Error", {"errMsg": "MediaError", "errCode": code}]]


def test_addresses(play: Play, heard: Any) -> None:
    script = f"sound.src = '{URL}'; sound.play(); sound.onEnded(() => say(['', sound.duration]));"
    said = heard(play(LISTEN + script, scenario=SECOND))
    assert names(said[:3]) == ["Waiting", "Canplay", "Play"]
    assert said[-1] == ["", 1]


def test_recordings_are_played(play: Play, heard: Any) -> None:
    record = """
        const recorder = wx.getRecorderManager();
        recorder.onStop((r) => {
            sound.src = r.tempFilePath;
            sound.onCanplay(() => say(['duration', sound.duration]));
        });
        recorder.start({ duration: 2000, format: 'FORMAT' });
    """
    for kind in ("aac", "mp3", "wav"):
        host = play(LISTEN + record.replace("FORMAT", kind))
        assert heard(host)[-1] == ["duration", pytest.approx(2, abs=0.15)]
    said = heard(play(LISTEN + record.replace("FORMAT", "PCM")))
    assert said[-1] == ["Error", {"errMsg": "MediaError", "errCode": 10004}]


def test_off(play: Play, heard: Any) -> None:
    host = play(
        """
        const sound = wx.createInnerAudioContext();
        const one = () => say('one');
        sound.onPlay(one);
        sound.onPlay(() => say('other'));
        sound.offPlay(one);
        sound.onEnded(() => say('ended'));
        sound.offEnded();
        sound.src = 'a.wav';
        sound.play();
        """
    )
    assert heard(host) == ["other"]


def test_each_has_its_own_listeners(play: Play, heard: Any) -> None:
    host = play(
        """
        for (const name of ['one', 'other']) {
            const sound = wx.createInnerAudioContext({ useWebAudioImplement: true });
            sound.onPlay(() => say(name));
            if (name === 'other') { sound.src = 'a.wav'; sound.play(); }
        }
        """
    )
    assert heard(host) == ["other"]


# -- properties -----------------------------------------------------------------------------------


def test_properties_at_first(play: Play, heard: Any) -> None:
    assert heard(play("say(wx.createInnerAudioContext());")) == [
        {
            "src": "", "startTime": 0, "autoplay": False, "loop": False, "obeyMuteSwitch": True,
            "volume": 1, "playbackRate": 1, "duration": 0, "currentTime": 0, "paused": True,
            "buffered": 0, "referrerPolicy": "",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("name", WRITABLE)
def test_properties_are_set(play: Play, heard: Any, name: str) -> None:
    script = f"sound.{name} = {WRITABLE[name]}; say(sound.{name} === {WRITABLE[name]});"
    assert heard(play(LISTEN + script))[0] is True


@pytest.mark.parametrize("name", WRITABLE)
@pytest.mark.parametrize(
    "value", ["{}", "[]", "null", "undefined", "NaN", "-Infinity", "Symbol()", "() => 1", "1n"]
)
def test_values_of_another_type_are_not_set(play: Play, heard: Any, name: str, value: str) -> None:
    script = f"""
        const before = sound.{name};
        try {{ sound.{name} = {value}; }} catch (error) {{}}
        say(sound.{name} === before);
    """
    assert heard(play(LISTEN + script)) == [True]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("volume", "-1", 0),
        ("volume", "1e300", 1),
        ("playbackRate", "0.01", 0.5),
        ("playbackRate", "1e300", 2),
        ("startTime", "-1", 0),
    ],
)
def test_values_out_of_range(play: Play, heard: Any, name: str, value: str, kept: float) -> None:
    assert heard(play(LISTEN + f"sound.{name} = {value}; say(sound.{name});")) == [kept]


@pytest.mark.parametrize("name", ["duration", "paused", "buffered"])
def test_properties_that_are_only_read(play: Play, heard: Any, name: str) -> None:
    script = f"(() => {{ sound.{name} = 5; }})(); say(sound.{name} === 5);"
    assert heard(play(LISTEN + script)) == [False]


def test_properties_while_it_plays(play: Play, heard: Any) -> None:
    host = play(
        LISTEN.replace("say([name, r])", "0")
        + """
        const look = () => say([sound.currentTime, sound.duration, sound.buffered, sound.paused]);
        sound.src = 'a.wav';
        sound.play();
        look();
        at(333, look);
        at(500, () => { sound.pause(); look(); });
        at(600, () => { sound.stop(); look(); });
        """
    )
    assert heard(host) == [
        [0, 0, 0, False], [0.333, 1, 1, False], [0.5, 1, 1, True], [0, 1, 1, True],
    ]  # fmt: skip


@pytest.mark.parametrize(("library", "told"), [("2.26.2", ["Seeking", "Seeked"]), ("2.26.1", [])])
def test_current_time_is_set(play: Play, heard: Any, library: str, told: list[str]) -> None:
    script = "sound.src = 'a.wav'; at(10, () => { sound.currentTime = 0.5; });"
    said = heard(play(LISTEN + script, base_library=library))
    assert names(said) == ["Canplay", *told]


def test_later_libraries_have_more(play: Play, heard: Any) -> None:
    script = "const s = wx.createInnerAudioContext(); say(['volume' in s, typeof s.offPlay]);"
    assert heard(play(script, base_library="1.6.0")) == [[False, "undefined"]]
    assert heard(play(script, base_library="1.9.90")) == [[True, "function"]]
    assert heard(play("say(typeof wx.createInnerAudioContext);", base_library="1.5.0")) == [
        "undefined"
    ]


# -- how long a run goes on -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listens", "ends_at"),
    [("", 0), ("sound.onTimeUpdate(() => 0);", 0), ("sound.onEnded(() => 0);", 1000)],
)
def test_a_run_waits_for_an_end_that_is_listened_to(
    play: Play, listens: str, ends_at: float
) -> None:
    script = "const sound = wx.createInnerAudioContext(); sound.src = 'a.wav'; sound.play();"
    host = play(script + listens)
    assert host.app.clock.now() == ends_at
    assert len(host.phone.speaker.playing) == (0 if ends_at else 1)
    host.advance(2000)
    assert times(host) == [("Canplay", 0), ("Play", 0), ("Ended", 1000)]


def test_a_run_does_not_wait_for_a_loop(play: Play, heard: Any) -> None:
    host = play(LISTEN + "sound.loop = true; sound.src = 'a.wav'; sound.play();")
    assert names(heard(host)) == ["Canplay", "Play"]
    host.advance(10_000)
    assert names(heard(host)) == ["Canplay", "Play", *["TimeUpdate"] * 40]


def test_a_sound_that_is_played_for_ever(play: Play) -> None:
    script = "sound.onEnded(() => { sound.src = 'a.wav'; sound.play(); });"
    script += "sound.src = 'a.wav'; sound.play();"
    with pytest.raises(TurnLimit):
        play(LISTEN + script, limits=Limits(turns=1000))


def test_very_many_sounds(play: Play, heard: Any) -> None:
    host = play(
        """
        const sounds = [];
        for (let i = 0; i < 3000; i++) {
            const sound = wx.createInnerAudioContext();
            sound.src = 'a.wav';
            sound.play();
            sounds.push(sound);
        }
        setTimeout(() => { sounds.forEach((sound) => sound.destroy()); say('destroyed'); }, 100);
        """
    )
    assert heard(host) == ["destroyed"]
    assert host.phone.speaker.playing == []


# -- bad calls ------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", ["", "NaN", "null", "'1'", "{}", "1n"])
def test_bad_positions(play: Play, heard: Any, position: str) -> None:
    script = f"sound.src = 'a.wav'; sound.onCanplay(() => {{ sound.seek({position}); }});"
    host = play(LISTEN + script)
    said = heard(host)
    assert names(said)[0] == "Canplay"
    for name, detail in said[1:]:
        assert name == "Error"
        assert detail["errMsg"].startswith("operateAudio:fail parameter error: parameter should be")


@pytest.mark.parametrize("option", ["1", "'x'", "true", "[]", "() => 1"])
def test_bad_options(play: Play, heard: Any, option: str) -> None:
    script = f"try {{ wx.createInnerAudioContext({option}); }} catch (e) {{ say(e.errMsg); }}"
    (said,) = heard(play(script))
    assert said.startswith("createInnerAudioContext:fail parameter error: parameter should be")


@pytest.mark.parametrize("listener", ["null", "1", "{}", "undefined"])
def test_what_is_no_listener(play: Play, listener: str) -> None:
    host = play(f"wx.createInnerAudioContext().onPlay({listener});")
    assert host.errors == []


# -- the phone ------------------------------------------------------------------------------------


def test_background(play: Play, heard: Any) -> None:
    script = """
        sound.loop = true; sound.autoplay = true; sound.src = 'URL';
        wx.onAppHide(() => at(10, () => sound.play()));
        wx.onAppShow(() => say(['paused', sound.paused]));
    """
    host = play(LISTEN + script.replace("URL", URL), file=INDEX, scenario=SECOND)
    host.background()
    host.advance(20)
    host.foreground()
    said = [row for row in heard(host) if row[0] not in ("TimeUpdate", "Waiting")]
    assert names(said) == ["Canplay", "Play", "Pause", "Error", "paused"]
    assert said[3][1] == {
        "errCode": -1,
        "errMsg": (
            "operateAudio:fail jsapi has no permission, event=operateAudio, "
            "runningState=background, permissionMsg=permission got, "
            "detail=jsapi has no permission"
        ),
    }
    assert said[-1] == ["paused", True]


def test_interruption(play: Play, heard: Any) -> None:
    script = """
        sound.loop = true; sound.src = 'a.wav'; sound.play();
        wx.onAudioInterruptionBegin((r) => { say(['begin', r]); sound.play(); });
        wx.onAudioInterruptionEnd((r) => { say(['end', r]); sound.play(); });
    """
    host = play(LISTEN + script)
    host.take_call()
    host.take_call()
    host.end_call()
    assert names(heard(host)) == [
        "Canplay", "Play", "begin", "Pause", "Error", "begin", "Error", "end", "Play",
    ]  # fmt: skip
    error = {"errCode": 10001, "errMsg": "operateAudio:fail audio is interrupted"}
    assert heard(host)[4] == ["Error", error]


def test_a_fresh_run_is_silent(play: Play) -> None:
    host = play(LISTEN + "sound.loop = true; sound.src = 'a.wav'; sound.play();")
    host.take_call()
    host.reset()
    assert host.phone.speaker.playing == []
    assert not host.phone.speaker.interrupted


def test_inner_audio_option(play: Play) -> None:
    host = play("wx.setInnerAudioOption({ mixWithOther: false, speakerOn: false });")
    speaker = host.phone.speaker
    assert (speaker.mixWithOther, speaker.obeyMuteSwitch, speaker.speakerOn) == (False, True, False)


@pytest.mark.parametrize("option", ["mixWithOther: 1", "obeyMuteSwitch: 'x'", "speakerOn: {}"])
def test_inner_audio_option_of_another_type(call: CallApi, option: str) -> None:
    outcome, result = call("setInnerAudioOption", option)
    assert outcome == "fail"
    assert "should be Boolean instead of" in result["errMsg"]


@pytest.mark.parametrize(
    ("dialect", "sources"),
    [
        ("devtools", ["auto"]),
        ("ios", ["auto", "buildInMic"]),
        ("android", ["auto", "mic", "camcorder", "voice_communication", "voice_recognition"]),
    ],
)
def test_audio_sources(call: CallApi, dialect: str, sources: list[str]) -> None:
    result = {"audioSources": sources, "errMsg": "getAvailableAudioSources:ok"}
    assert call("getAvailableAudioSources", dialect=dialect) == ("success", result)


# -- voices ---------------------------------------------------------------------------------------

VOICE = """
    const started = Date.now();
    const tell = (name) => () => say([name, Date.now() - started]);
    const at = (ms, task) => setTimeout(task, ms);
    const voice = (name, options) => wx.playVoice(Object.assign(
        { filePath: 'a.wav', success: tell(name), fail: tell(name + ' fails') }, options));
"""


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("voice('one');", [["one", 1000]]),
        ("voice('one', { duration: 0.5 });", [["one", 500]]),
        ("voice('one', { duration: -1 });", [["one", 0]]),
        ("voice('one', { duration: NaN });", [["one", 1000]]),
        ("voice('one'); at(300, () => wx.stopVoice({ success: tell('stop') }));",
         [["stop", 300], ["one", 300]]),
        ("voice('one'); at(300, () => wx.pauseVoice());", []),
        ("voice('one'); at(300, () => wx.pauseVoice()); at(500, () => voice('two'));",
         [["two", 1200]]),
        ("voice('one'); at(300, wx.pauseVoice); at(400, () => { wx.stopVoice(); voice('two'); });",
         [["one", 400], ["two", 1400]]),
        ("voice('one'); at(300, () => voice('two'));", [["one", 300], ["two", 1300]]),
        ("voice('one', { filePath: 'none.aac' });", [["one fails", 0]]),
        ("voice('one', { filePath: 'a.png' });", [["one fails", 0]]),
        ("wx.stopVoice({ success: tell('stop') }); wx.pauseVoice({ success: tell('pause') });",
         [["stop", 0], ["pause", 0]]),
    ],
)  # fmt: skip
def test_voices(play: Play, heard: Any, script: str, said: list[Any]) -> None:
    host = play(VOICE + script)
    assert sorted(heard(host)) == sorted(said)
    assert host.errors == []


def test_voice_that_is_not_there(call: CallApi) -> None:
    result = {"errMsg": "playVoice:fail MediaError", "errCode": 10003}
    assert call("playVoice", "filePath: 'none.aac'") == ("fail", result)


def test_voice_in_the_background(play: Play, heard: Any) -> None:
    started = f"voice('one', {{ filePath: '{URL}' }})"
    host = play(f"{VOICE} {started};", file=INDEX, scenario=SECOND)
    assert heard(host) == [["one", 1000]]
    host = play(f"{VOICE} wx.onAppHide(() => {started});", file=INDEX, scenario=SECOND)
    host.background()
    assert heard(host) == [["one fails", 0]]
    (settled,) = (s for s in host.trace.of(SettleRecord) if s.api == "playVoice")
    assert settled.result["errMsg"].startswith("playVoice:fail jsapi has no permission")


# -- AudioContext ---------------------------------------------------------------------------------


def test_audio_context(play: Play) -> None:
    host = play(
        """
        globalThis.sound = wx.createAudioContext('sound');
        sound.setSrc('a.wav');
        sound.play();
        sound.seek(0.5);
        setTimeout(() => sound.seek(0.2), 100);
        setTimeout(() => sound.pause(), 200);
        """
    )
    assert host.phone.speaker.playing == []
    host.eval("sound.play()")
    host.settle()
    (player,) = host.phone.speaker.playing
    assert player.position == pytest.approx(0.3)
    host.advance(700)
    assert player.state == "ended"


def test_audio_contexts_of_one_component(play: Play) -> None:
    host = play(
        """
        wx.createAudioContext('one').setSrc('a.wav');
        wx.createAudioContext('other').setSrc('none.wav');
        wx.createAudioContext('one').play();
        wx.createAudioContext('other').play();
        """
    )
    states = {name: player.state for name, player in host.phone.speaker.components.items()}
    assert states == {"one": "playing", "other": "failed"}


@pytest.mark.parametrize("script", ["setSrc(1)", "seek('x')", "seek()", "play(1)", "setSrc()"])
def test_audio_context_given_something_else(play: Play, script: str) -> None:
    host = play(f"const sound = wx.createAudioContext('sound'); sound.{script};")
    assert host.errors == []
    assert host.phone.speaker.playing == []


@pytest.mark.parametrize("given", ["", "1", "{}", "null"])
def test_audio_context_of_no_id(play: Play, heard: Any, given: str) -> None:
    script = f"try {{ wx.createAudioContext({given}); }} catch (error) {{ say(error.errMsg); }}"
    (said,) = heard(play(script))
    assert said.startswith("createAudioContext:fail parameter error: parameter should be String")


def test_audio_context_of_a_page(play: Play, heard: Any) -> None:
    script = "this.sound = wx.createAudioContext('sound', this); say(typeof this.sound.play);"
    assert heard(play(script, file=INDEX)) == ["function"]
