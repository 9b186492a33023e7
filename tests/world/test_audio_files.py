"""How long sound files are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost.world import audio_files
from jshost.world.microphone import Recording

from .sound_files import aiff, flac, m4a, ogg

FRAME_SECONDS = 0.15


@pytest.mark.parametrize("kind", ["mp3", "aac", "wav"])
@pytest.mark.parametrize(("rate", "channels"), [(8000, 2), (16000, 1), (44100, 1), (48000, 2)])
def test_recordings(kind: str, rate: int, channels: int) -> None:
    data = Recording(rate, channels, 64000, kind).encode(12_500)
    assert audio_files.seconds(data) == pytest.approx(12.5, abs=FRAME_SECONDS)


@pytest.mark.parametrize(
    ("make", "kind"), [(m4a, ""), (flac, "flac"), (ogg, "ogg"), (aiff, "aiff")]
)
def test_other_kinds(make: Callable[[float], bytes], kind: str) -> None:
    data = make(12.5)
    assert audio_files.seconds(data) == pytest.approx(12.5)
    assert audio_files.kind(data) == kind


def test_a_long_recording_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio_files, "_MAX_FRAMES", 10)
    data = Recording(8000, 1, 48000, "aac").encode(60_000)
    assert audio_files.seconds(data) == pytest.approx(60, abs=FRAME_SECONDS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"no sound at all",
        b"\x89PNG\r\n\x1a\n a picture",
        b"RIFF",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xff",
        Recording(format="wav").encode(0),
        b"ID3",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"TXXX\0\0\0\0\0\0" * 10,
        b"OggS",
        b"OggS" * 100,
        ogg(12.5)[:40],
        b"fLaC",
        b"fLaC" + bytes(38),
        b"\xff\xf1",
        b"\xff\xf1\xff\xff\xff\xff\xff",
        bytes.fromhex("fff15080001ffc"),
        bytes.fromhex("fff15080000000"),
        b"\0\0\0\x08ftyp",
        b"\0\0\0\x08ftyp\0\0\0\x00moov",
        b"\0\0\0\x08ftyp" + b"\0\xff\xff\xffmoov\0\xff\xff\xfftrak" * 1000,
        b"\0\0\0\x08ftyp\0\0\0\x24moov\0\0\0\x1cmvhd" + bytes(20),
        b"FORM\0\0\0\0AIFF" + b"COMM\0\0\0\0" * 10,
    ],
)  # fmt: skip
def test_what_is_no_sound(data: bytes) -> None:
    assert audio_files.seconds(data) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xe3" * 500_000,
        b"\xff\xfb\x90\x00" + bytes(2_000_000),
        b"ID3\x04\0\0\0\0\0\0" + bytes(2_000_000),
        b"fLaC" + b"\x01\0\0\0" * 500_000,
        b"\0\0\0\x08ftyp" + b"\0\0\0\x08free" * 500_000,
    ],
)
def test_no_file_is_read_for_ever(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio_files._Counted, "_left", 100)
    assert audio_files.seconds(data) is None
