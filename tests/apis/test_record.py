"""录音: wx.startRecord and wx.stopRecord, and the recorder manager, with the files they make."""

from __future__ import annotations

import io
import wave
from array import array
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from jshost import Host, Scenario
from jshost.errors import InputError
from jshost.trace import EventRecord
from jshost.world.scenario import Microphone

from .calls import SAY, Play
from .media import wav

GRANTED: dict[str, Any] = {"grant": ["scope.record"]}
EVENTS = ["onStart", "onPause", "onResume", "onStop", "onError"]
OTHER_EVENTS = ["onFrameRecorded", "onInterruptionBegin", "onInterruptionEnd"]
LISTEN = (
    "const recorder = wx.getRecorderManager();"
    f"for (const name of {EVENTS}) recorder[name]((detail) => say([name, detail]));"
    "const at = (ms, task) => setTimeout(task, ms);"
)


def names(said: list[Any]) -> list[str]:
    """Return the events a program has heard."""
    return [name for name, _ in said]


def stopped(said: list[Any]) -> dict[str, Any]:
    """Return what onStop told; there has been one."""
    (detail,) = [detail for name, detail in said if name == "onStop"]
    return dict(detail)


def times(host: Host) -> list[tuple[str, float]]:
    """Return the recorder's events, with their times in milliseconds."""
    prefix = "RecorderManager."
    events = host.trace.of(EventRecord)
    return [(e.name.removeprefix(prefix), e.t) for e in events if e.name.startswith(prefix)]


# -- the recorder manager -------------------------------------------------------------------------


def test_recorder(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        at(100, () => recorder.start({ duration: 60000, format: 'mp3' }));
        at(1100, () => recorder.pause());
        at(3000, () => recorder.resume());
        at(4500, () => recorder.stop());
        """,
        **GRANTED,
    )
    assert times(host) == [
        ("onStart", 100),
        ("onPause", 1100),
        ("onResume", 3000),
        ("onStop", 4500),
    ]
    said = heard(host)
    assert names(said) == ["onStart", "onPause", "onResume", "onStop"]
    assert [detail for _, detail in said[:3]] == [{}] * 3
    assert set(stopped(said)) == {"tempFilePath", "duration", "fileSize"}
    assert stopped(said)["duration"] == 2500
    assert host.phone.microphone.state == "idle"


def test_recorder_paused_to_the_end(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        recorder.start();
        at(1000, () => recorder.pause());
        at(9000, () => recorder.stop());
        """,
        **GRANTED,
    )
    assert stopped(heard(host))["duration"] == 1000


def test_recorder_stops_itself(play: Play, heard: Any) -> None:
    host = play(LISTEN + "recorder.start({ duration: 2000 });", **GRANTED)
    assert times(host) == [("onStart", 0), ("onStop", 2000)]
    assert stopped(heard(host))["duration"] == 2000


def test_recorder_stops_itself_pauses_left_out(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        recorder.start({ duration: 2000 });
        at(500, () => recorder.pause());
        at(5000, () => recorder.resume());
        """,
        **GRANTED,
    )
    assert times(host)[-1] == ("onStop", 6500)
    assert stopped(heard(host))["duration"] == 2000


def test_recorder_paused_does_not_stop_itself(play: Play) -> None:
    host = play(
        LISTEN + "recorder.start({ duration: 2000 }); at(500, () => recorder.pause());", **GRANTED
    )
    host.advance(1_000_000)
    assert times(host) == [("onStart", 0), ("onPause", 500)]
    assert host.phone.microphone.state == "paused"


def test_recorder_without_a_duration_has_a_minute(play: Play) -> None:
    host = play(LISTEN + "recorder.start();", **GRANTED)
    assert times(host) == [("onStart", 0)]  # a run does not wait for it
    host.advance(59_999)
    assert host.phone.microphone.state == "recording"
    host.advance(1)
    assert times(host) == [("onStart", 0), ("onStop", 60_000)]


def test_recorder_has_ten_minutes_at_most(play: Play) -> None:
    host = play(LISTEN + "recorder.start({ duration: 5000000, format: 'aac' });", **GRANTED)
    assert times(host) == [("onStart", 0), ("onStop", 600_000)]


def test_recorder_with_a_duration_that_is_no_number(play: Play, heard: Any) -> None:
    timer = "setTimeout(() => say(['timer', {}]), 50);"
    host = play(LISTEN + "recorder.start({ duration: NaN });" + timer, **GRANTED)
    host.advance(1_000_000)
    assert names(heard(host)) == ["onStart", "timer", "onStop"]


def test_recorder_records_again(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        recorder.start();
        at(1000, () => { recorder.stop(); recorder.start(); });
        at(3000, () => recorder.stop());
        """,
        **GRANTED,
    )
    said = heard(host)
    assert names(said) == ["onStart", "onStop", "onStart", "onStop"]
    first, second = said[1][1], said[3][1]
    assert (first["duration"], second["duration"]) == (1000, 2000)
    assert first["tempFilePath"] != second["tempFilePath"]


@pytest.mark.parametrize("again", ["recorder.start()", "recorder.start({ duration: 5 })"])
def test_recorder_started_twice(play: Play, heard: Any, again: str) -> None:
    host = play(
        LISTEN + f"recorder.start(); at(100, () => {again}); at(1000, () => recorder.stop());",
        **GRANTED,
    )
    said = heard(host)
    assert names(said) == ["onStart", "onError", "onStop"]
    assert said[1][1] == {"errMsg": "operateRecorder:fail is recording or paused"}
    assert stopped(said)["duration"] == 1000


@pytest.mark.parametrize(
    "commands",
    [
        ["pause"],
        ["resume"],
        ["stop"],
        ["start", "resume"],
        ["start", "pause", "pause"],
        ["start", "stop", "stop"],
        ["start", "stop", "pause"],
        ["start", "pause", "resume", "resume"],
    ],
)
def test_recorder_in_the_wrong_state(play: Play, heard: Any, commands: list[str]) -> None:
    text = "".join(f"at({i * 100}, () => recorder.{c}());" for i, c in enumerate(commands, 1))
    said = heard(play(LISTEN + text, **GRANTED))
    assert said[-1] == ["onError", {"errMsg": "operateRecorder:fail recorder not start"}]
    assert names(said).count("onError") == 1


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (
            "duration: '5', format: 5",
            (
                "parameter error: parameter.duration should be Number instead of String;"
                "parameter.format should be String instead of Number;"
            ),
        ),
        ("sampleRate: 1234", "sampleRate is not supported"),
        ("sampleRate: 8000, encodeBitRate: 64000", "encodeBitRate does not fit sampleRate"),
        ("sampleRate: 44100, encodeBitRate: 16000", "encodeBitRate does not fit sampleRate"),
    ],
)
def test_recorder_options_that_do_not_fit(play: Play, heard: Any, options: str, text: str) -> None:
    host = play(LISTEN + f"recorder.start({{ {options} }});", **GRANTED)
    assert heard(host) == [["onError", {"errMsg": f"operateRecorder:fail {text}"}]]
    assert host.phone.microphone.state == "idle"


@pytest.mark.parametrize("arguments", ["", "{}", "undefined", "{ success: say, complete: say }"])
def test_recorder_start_without_options(play: Play, heard: Any, arguments: str) -> None:
    host = play(LISTEN + f"say(['returned', recorder.start({arguments})]);", **GRANTED)
    assert heard(host) == [["returned", None], ["onStart", {}]]


def test_recorder_asks_by_itself(play: Play, heard: Any) -> None:
    host = play(LISTEN + "recorder.start({ duration: 1000 });")
    assert names(heard(host)) == ["onStart", "onStop"]
    assert [(p.scope, p.api, p.decision) for p in host.prompts] == [
        ("scope.record", "RecorderManager.start", "granted")
    ]


@pytest.mark.parametrize(
    ("dialect", "first", "repeat"),
    [
        ("devtools", {"errMsg": "operateRecorder:fail auth deny"}, {}),
        (
            "android",
            {"errMsg": "operateRecorder:fail:auth denied"},
            {"errMsg": "operateRecorder:fail auth deny"},
        ),
        (
            "ios",
            {"errMsg": "operateRecorder:fail auth deny"},
            {"errMsg": "operateRecorder:fail authorize no response", "errCode": "0"},
        ),
    ],
)
def test_recorder_refused(
    play: Play, heard: Any, dialect: str, first: dict[str, str], repeat: dict[str, str]
) -> None:
    host = play(
        LISTEN + "recorder.start(); at(100, () => recorder.start());",
        answers={"scope.record": "deny"},
        dialect=dialect,
    )
    assert heard(host) == [["onError", first], ["onError", repeat or first]]
    assert len(host.prompts) == 1
    assert host.phone.microphone.state == "idle"


def test_recorder_events_keep_the_last_listener(play: Play, heard: Any) -> None:
    host = play(
        """
        const recorder = wx.getRecorderManager();
        recorder.onStart(() => say('first'));
        recorder.onStart(() => say('last'));
        recorder.onStart('no function');
        recorder.start();
        """,
        **GRANTED,
    )
    assert heard(host) == ["last"]


def test_recorder_listener_that_throws(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        recorder.onStart(() => { throw new Error('x'); });
        recorder.start({ duration: 100 });
        """,
        **GRANTED,
    )
    assert names(heard(host)) == ["onStop"]
    assert [error.message for error in host.errors] == ["Error: x"]


def test_there_is_one_recorder(play: Play, heard: Any) -> None:
    host = play("""
        const recorder = wx.getRecorderManager();
        say([recorder === wx.getRecorderManager(), Object.keys(recorder).sort()]);
    """)
    assert heard(host) == [
        [
            True,
            sorted([*EVENTS, *OTHER_EVENTS, "start", "pause", "resume", "stop"]),
        ]
    ]


@pytest.mark.parametrize("event", ["onInterruptionBegin", "onInterruptionEnd"])
def test_recorder_events_of_a_later_library(play: Play, heard: Any, event: str) -> None:
    text = f"say(typeof wx.getRecorderManager().{event});"
    assert heard(play(text, base_library="2.2.9")) == ["undefined"]


@pytest.mark.parametrize(
    ("options", "frames"),
    [("format: 'PCM', frameSize: 5", 7), ("format: 'mp3', frameSize: 1, numberOfChannels: 1", 6)],
)
def test_recorder_tells_frames(play: Play, heard: Any, options: str, frames: int) -> None:
    """A second of PCM is 32,000 bytes, one of mp3 at 48 kbit/s some 6,000."""
    host = play(
        f"""
        const recorder = wx.getRecorderManager();
        let bytes = 0;
        recorder.onFrameRecorded(({{ frameBuffer, isLastFrame }}) => {{
            bytes += frameBuffer.byteLength;
            say([frameBuffer instanceof ArrayBuffer, isLastFrame]);
        }});
        recorder.onStop((r) => say(bytes === r.fileSize));
        recorder.start({{ duration: 1000, {options} }});
        setTimeout(() => recorder.pause(), 300);
        setTimeout(() => recorder.resume(), 5000);
        """,
        **GRANTED,
    )
    told = heard(host)
    assert told[-2:] == [[True, True], True]
    assert told[:-2] == [[True, False]] * (frames - 1)


# -- files ----------------------------------------------------------------------------------------


def record(play: Play, heard: Any, milliseconds: int, options: str) -> tuple[bytes, dict[str, Any]]:
    """Record and return the file, and what onStop told."""
    host = play(LISTEN + f"recorder.start({{ duration: {milliseconds}, {options} }});", **GRANTED)
    detail = stopped(heard(host))
    data = host.phone.files.read(detail["tempFilePath"])
    assert data is not None
    assert detail["fileSize"] == len(data)
    assert detail["duration"] == milliseconds
    return data, detail


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8000, 16000, 44100])
def test_wav_file(play: Play, heard: Any, rate: int, channels: int) -> None:
    options = f"format: 'wav', sampleRate: {rate}, numberOfChannels: {channels}"
    data, detail = record(play, heard, 1500, options)
    assert detail["tempFilePath"].endswith(".wav")
    with wave.open(io.BytesIO(data)) as file:
        assert file.getparams()[:4] == (channels, 2, rate, rate * 3 // 2)
        assert len(file.readframes(10**9)) == rate * 3 // 2 * channels * 2
    assert int.from_bytes(data[4:8], "little") == len(data) - 8


def test_pcm_file(play: Play, heard: Any) -> None:
    options = "format: 'PCM', sampleRate: 16000, numberOfChannels: 1"
    data, detail = record(play, heard, 2000, options)
    assert detail["tempFilePath"].endswith(".pcm")
    assert data == bytes(2000 * 16 * 2)


KILOBITS = {
    1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
RATES = {3: [44100, 48000, 32000], 2: [22050, 24000, 16000], 0: [11025, 12000, 8000]}
"""By the version bits of a frame's header: MPEG 1, 2 and 2.5."""


def mp3_frames(data: bytes) -> list[tuple[int, int, int, int]]:
    """Return samples, samples a second, bits a second and channels of each frame."""
    frames, at = [], 0
    while at < len(data):
        first, second, third, fourth = data[at : at + 4]
        assert (first, second & 0xE0) == (0xFF, 0xE0)
        assert second >> 1 & 3 == 1, "layer III"
        version = second >> 3 & 3
        rate = RATES[version][third >> 2 & 3]
        bits = KILOBITS[1 if version == 3 else 2][third >> 4] * 1000
        samples = 1152 if version == 3 else 576
        frames.append((samples, rate, bits, 1 if fourth >> 6 == 3 else 2))
        at += samples // 8 * bits // rate + (third >> 1 & 1)
    assert at == len(data), "the last frame is whole"
    return frames


@pytest.mark.parametrize(
    ("rate", "bits", "channels"),
    [
        (8000, 48000, 2),
        (11025, 16000, 1),
        (12000, 64000, 2),
        (16000, 48000, 1),
        (22050, 64000, 2),
        (24000, 128000, 1),
        (32000, 192000, 2),
        (44100, 128000, 2),
        (48000, 320000, 1),
    ],
)
def test_mp3_file(play: Play, heard: Any, rate: int, bits: int, channels: int) -> None:
    options = (
        f"format: 'mp3', sampleRate: {rate}, encodeBitRate: {bits}, numberOfChannels: {channels}"
    )
    data, detail = record(play, heard, 3000, options)
    assert detail["tempFilePath"].endswith(".mp3")
    frames = mp3_frames(data)
    assert {frame[1:] for frame in frames} == {(rate, bits, channels)}
    samples = frames[0][0]
    assert 0 <= len(frames) * samples - 3 * rate < samples


AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000]


def aac_frames(data: bytes) -> list[tuple[int, int]]:
    """Return samples a second and channels of each ADTS frame."""
    frames, at = [], 0
    while at < len(data):
        bits = int.from_bytes(data[at : at + 7], "big")
        assert bits >> 44 == 0xFFF
        assert bits >> 41 & 3 == 0, "layer"
        assert bits >> 40 & 1 == 1, "no checksum"
        assert bits >> 38 & 3 == 1, "low complexity"
        frames.append((AAC_RATES[bits >> 34 & 15], bits >> 30 & 7))
        assert bits & 3 == 0, "one block"
        at += bits >> 13 & 0x1FFF
    assert at == len(data), "the last frame is whole"
    return frames


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(("rate", "bits"), [(8000, 48000), (16000, 48000), (44100, 128000)])
def test_aac_file(play: Play, heard: Any, rate: int, bits: int, channels: int) -> None:
    options = f"sampleRate: {rate}, encodeBitRate: {bits}, numberOfChannels: {channels}"
    data, detail = record(play, heard, 3000, options)
    assert detail["tempFilePath"].endswith(".aac")
    frames = aac_frames(data)
    assert set(frames) == {(rate, channels)}
    assert 0 <= len(frames) * 1024 - 3 * rate < 1024


@pytest.mark.parametrize("kind", ["mp3", "aac", "wav", "PCM"])
def test_shortest_file(play: Play, heard: Any, kind: str) -> None:
    data, _ = record(play, heard, 1, f"format: '{kind}'")
    assert data


def test_files_end_with_the_run(play: Play, heard: Any) -> None:
    text = LISTEN + "recorder.start({ duration: 100 });"
    path = stopped(heard(play(text, **GRANTED)))["tempFilePath"]
    assert play("").phone.files.read(path) is None


# -- wx.startRecord and wx.stopRecord -------------------------------------------------------------


def test_start_record_succeeds_when_it_stops(play: Play, heard: Any) -> None:
    host = play(
        """
        wx.startRecord({ success(r) { say(['started', r]); } });
        setTimeout(() => wx.stopRecord({ success(r) { say(['stopped', r]); } }), 3000);
        """,
        **GRANTED,
    )
    said = dict(heard(host))
    assert said["stopped"] == {"errMsg": "stopRecord:ok"}
    assert said["started"]["errMsg"] == "startRecord:ok"
    data = host.phone.files.read(said["started"]["tempFilePath"])
    assert data is not None
    assert abs(len(aac_frames(data)) * 1024 / 8000 - 3) < 0.2
    assert [call.t for call in host.calls("stopRecord")] == [3000]


def test_start_record_has_a_minute(play: Play, heard: Any) -> None:
    host = play("wx.startRecord({ success(r) { say(r.errMsg); } });", **GRANTED)
    assert heard(host) == []
    host.advance(60_000)
    assert heard(host) == ["startRecord:ok"]


def test_start_record_twice(play: Play, heard: Any) -> None:
    host = play(
        "wx.startRecord({ success: say }); wx.startRecord({ fail(r) { say(r.errMsg); } });",
        **GRANTED,
    )
    assert heard(host) == ["startRecord:fail:recording"]


def test_stop_record_of_nothing(play: Play, heard: Any) -> None:
    host = play("wx.stopRecord({ fail(r) { say(r.errMsg); } });")
    assert heard(host) == ["stopRecord:fail:not recording"]


def test_there_is_one_microphone(play: Play, heard: Any) -> None:
    host = play(
        LISTEN
        + """
        wx.startRecord({ success(r) { say(['startRecord', r.errMsg]); } });
        at(100, () => recorder.start());
        at(200, () => recorder.stop());
        at(300, () => wx.stopRecord({ complete() {} }));
        at(400, () => recorder.start());
        at(500, () => wx.startRecord({ fail(r) { say(['startRecord', r.errMsg]); } }));
        at(600, () => wx.stopRecord({ fail(r) { say(['stopRecord', r.errMsg]); } }));
        at(700, () => recorder.stop());
        """,
        **GRANTED,
    )
    assert names(heard(host)) == [
        "onError",
        "onError",
        "startRecord",
        "onStart",
        "startRecord",
        "stopRecord",
        "onStop",
    ]


# -- what is heard --------------------------------------------------------------------------------


@pytest.fixture
def heard_from(tmp_path: Path) -> Any:
    """Return a scenario in whose microphone some samples are heard, 8000 a second."""

    def scenario(*samples: int) -> Scenario:
        path = tmp_path / "voice.wav"
        path.write_bytes(wav([(sample,) for sample in samples]))
        return Scenario(microphone=Microphone(path))

    return scenario


def recorded(play: Play, heard: Any, options: str, **settings: Any) -> tuple[Host, bytes]:
    """Record 2 ms; return the host, and the file."""
    host = play(
        LISTEN + f"recorder.start({{ duration: 2, {options} }});", **{**GRANTED, **settings}
    )
    return host, host.phone.files.read(stopped(heard(host))["tempFilePath"]) or b""


def samples(data: bytes) -> list[int]:
    """Return the numbers of PCM data."""
    return [
        int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)
    ]


def test_what_is_heard_is_recorded(play: Play, heard: Any, heard_from: Any) -> None:
    scenario = heard_from(*range(100, 110))
    options = "format: 'PCM', numberOfChannels: 1"
    _, data = recorded(play, heard, options, scenario=scenario)
    assert samples(data) == [*range(100, 110), *[0] * 6]
    _, data = recorded(play, heard, "format: 'wav', sampleRate: 16000", scenario=scenario)
    with wave.open(io.BytesIO(data)) as file:
        assert file.getparams()[:4] == (2, 2, 16000, 32)
        assert samples(file.readframes(3)) == [100, 100, 100, 100, 101, 101]


@pytest.mark.parametrize("kind", ["mp3", "aac"])
def test_what_is_not_encoded_is_told(play: Play, heard: Any, heard_from: Any, kind: str) -> None:
    host, data = recorded(play, heard, f"format: '{kind}'", scenario=heard_from(1, 2, 3))
    assert data == recorded(play, heard, f"format: '{kind}'")[1]
    (told,) = [e for e in host.trace.of(EventRecord) if e.name == "RecorderManager.start"]
    assert told.detail == {"recorded": f"silence: {kind} is not encoded, wav and PCM are"}


def test_nothing_is_told_of_silence(play: Play, heard: Any) -> None:
    host, _ = recorded(play, heard, "format: 'mp3'")
    assert not [e for e in host.trace.of(EventRecord) if e.name == "RecorderManager.start"]


def test_each_recording_begins_anew(play: Play, heard: Any, heard_from: Any) -> None:
    again = "recorder.onStop((r) => { say(['onStop', r]); if (first) { first = 0; start(); } });"
    host = play(
        LISTEN
        + "let first = 1; const start = () => recorder.start({ duration: 1, format: 'PCM',"
        + f" numberOfChannels: 1 }}); {again} start();",
        scenario=heard_from(*range(1, 9)),
        **GRANTED,
    )
    paths = [detail["tempFilePath"] for name, detail in heard(host) if name == "onStop"]
    assert [samples(host.phone.files.read(path) or b"") for path in paths] == [[*range(1, 9)]] * 2


def test_pauses_are_left_out(play: Play, heard: Any, heard_from: Any) -> None:
    host = play(
        LISTEN
        + """
        recorder.start({ duration: 2, format: 'PCM', numberOfChannels: 1 });
        at(1, () => recorder.pause());
        at(100, () => recorder.resume());
        """,
        scenario=heard_from(*range(16)),
        **GRANTED,
    )
    data = host.phone.files.read(stopped(heard(host))["tempFilePath"])
    assert samples(data or b"") == [*range(16)]


def test_frames_are_what_is_heard(play: Play, heard: Any, heard_from: Any) -> None:
    host = play(
        LISTEN
        + """
        recorder.onFrameRecorded((r) => say(['frame', wx.arrayBufferToBase64(r.frameBuffer)]));
        recorder.start({ duration: 200, format: 'PCM', frameSize: 1 });
        """,
        scenario=heard_from(*range(2000)),
        **GRANTED,
    )
    said = heard(host)
    frames = b"".join(b64decode(detail) for name, detail in said if name == "frame")
    assert frames == host.phone.files.read(stopped(said)["tempFilePath"])
    assert array("h", samples(frames)[0::2]) == array("h", range(1600))


def test_a_microphone_that_hears_no_file(play: Play, tmp_path: Path) -> None:
    scenario = Scenario(microphone=Microphone(tmp_path / "none.wav"))
    with pytest.raises(InputError, match=r"none\.wav: not a WAV file"):
        play(LISTEN + "recorder.start();", scenario=scenario, **GRANTED)
    with pytest.raises(InputError, match=r"none\.wav: not a WAV file"):
        play("wx.startRecord();", scenario=scenario, **GRANTED)


# -- interruptions --------------------------------------------------------------------------------

INTERRUPTED = (
    LISTEN + "recorder.onInterruptionBegin((r) => say(['onInterruptionBegin', r]));"
    "recorder.onInterruptionEnd((r) => say(['onInterruptionEnd', r]));"
)


def then(host: Host, text: str) -> None:
    """Run another script."""
    host.run_script(f"{SAY} const recorder = wx.getRecorderManager(); {text}", "more.js")


def test_a_call_interrupts_a_recording(play: Play, heard: Any) -> None:
    host = play(INTERRUPTED + "recorder.start();", **GRANTED)
    host.advance(1000)
    host.take_call()
    host.take_call()
    assert names(heard(host)) == ["onStart", "onInterruptionBegin", "onPause"]
    host.advance(5000)
    then(host, "recorder.resume();")
    assert heard(host)[-1] == ["onError", {"errMsg": "operateRecorder:fail system busy"}]
    host.end_call()
    assert heard(host)[-1] == ["onInterruptionEnd", {}]
    then(host, "recorder.resume();")
    host.advance(500)
    then(host, "recorder.stop();")
    assert stopped(heard(host))["duration"] == 1500
    host.end_call()
    assert names(heard(host)).count("onInterruptionEnd") == 1


def test_a_call_interrupts_a_pause(play: Play, heard: Any) -> None:
    host = play(INTERRUPTED + "recorder.start(); at(1, () => recorder.pause());", **GRANTED)
    host.take_call()
    assert names(heard(host)) == ["onStart", "onPause", "onInterruptionBegin"]


def test_nothing_is_recorded_in_a_call(play: Play, heard: Any) -> None:
    host = play(INTERRUPTED + "setTimeout(() => {}, 0);", **GRANTED)
    host.take_call()
    then(host, "recorder.start(), wx.startRecord({ fail(r) { say(['startRecord', r]); } });")
    assert heard(host) == [
        ["onError", {"errMsg": "operateRecorder:fail system busy"}],
        ["startRecord", {"errMsg": "startRecord:fail system busy"}],
    ]
    host.end_call()
    then(host, "recorder.start();")
    assert names(heard(host))[2:] == ["onStart"]


def test_a_call_ends_what_start_record_began(play: Play, heard: Any) -> None:
    host = play("wx.startRecord({ success: say });", **GRANTED)
    host.advance(1000)
    host.take_call()
    (result,) = heard(host)
    data = host.phone.files.read(result["tempFilePath"])
    assert abs(len(aac_frames(data or b"")) * 1024 / 8000 - 1) < 0.2
    host.end_call()
    assert host.errors == []


def test_a_fresh_run_is_in_no_call(play: Play) -> None:
    host = play("", **GRANTED)
    host.take_call()
    host.reset()
    assert not host.phone.microphone.in_call
