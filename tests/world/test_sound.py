"""Sound from WAV files: rates, channels and widths, and files that are none."""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from jshost.errors import InputError
from jshost.world.sound import MAX_SECONDS, Sound, load

from ..apis.media import wav

Load = Callable[..., Sound]


@pytest.fixture
def loaded(tmp_path: Path) -> Load:
    """Write a WAV file and load it."""

    def load_wav(*args: object, **settings: int) -> Sound:
        path = tmp_path / "voice.wav"
        path.write_bytes(wav(*args, **settings))  # type: ignore[arg-type] # samples
        return load(path)

    return load_wav


def values(data: bytes) -> list[int]:
    """Return the numbers of PCM data."""
    return [value for (value,) in struct.iter_unpack("<h", data)]


def test_the_same_rate(loaded: Load) -> None:
    sound = loaded([(1,), (-2,), (300,)])
    assert values(sound.pcm(8000, 1, 0, 5)) == [1, -2, 300, 0, 0]
    assert values(sound.pcm(8000, 1, 1, 2)) == [-2, 300]
    assert values(sound.pcm(8000, 1, 9, 2)) == [0, 0]
    assert values(sound.pcm(8000, 2, 0, 3)) == [1, 1, -2, -2, 300, 300]


def test_channels(loaded: Load) -> None:
    two = loaded([(10, 20), (-10, 5)], channels=2)
    assert values(two.pcm(8000, 2, 0, 2)) == [10, 20, -10, 5]
    assert values(two.pcm(8000, 1, 0, 2)) == [15, -3]
    three = loaded([(1, 2, 3), (4, 5, 6)], channels=3)
    assert values(three.pcm(8000, 2, 0, 2)) == [1, 2, 4, 5]


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_widths(loaded: Load, width: int) -> None:
    top = 1 << (8 * width - 2)
    assert values(loaded([(top,), (-top,), (0,)], width=width).pcm(8000, 1, 0, 3)) == [
        1 << 14,
        -(1 << 14),
        0,
    ]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (16000, [0, 50, 100, 0, -100, 0, 0]),
        (4000, [0, -100, 0]),
        (12000, [0, 66, 33, -100, 0]),
    ],
)
def test_other_rates(loaded: Load, rate: int, expected: list[int]) -> None:
    sound = loaded([(0,), (100,), (-100,)])
    whole = values(sound.pcm(rate, 1, 0, len(expected)))
    assert whole == expected
    # In pieces it is the same.
    parts = [values(sound.pcm(rate, 1, at, 1))[0] for at in range(len(expected))]
    assert parts == expected


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 44100, 48000])
def test_a_tone_keeps_its_pitch(loaded: Load, rate: int) -> None:
    tone = [(round(10_000 * math.sin(2 * math.pi * 440 * n / 22050)),) for n in range(22050)]
    heard = values(loaded(tone, rate=22050).pcm(rate, 1, 0, rate))
    risings = sum(one < 0 <= other for one, other in pairwise(heard))
    assert abs(risings - 440) <= 1
    assert 9_000 < max(heard) <= 10_000


def test_as_loud_as_can_be(loaded: Load) -> None:
    sound = loaded([(32767, 32767), (-32768, -32768)] * 4, channels=2)
    for rate in (8000, 16000, 11025):
        for channels in (1, 2):
            assert set(values(sound.pcm(rate, channels, 0, 4))) <= set(range(-32768, 32768))


def test_no_samples(loaded: Load) -> None:
    assert values(loaded([]).pcm(16000, 2, 0, 2)) == [0] * 4


def test_the_longest(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(wav([(1,)] * (MAX_SECONDS * 100 + 50), rate=100))
    assert set(array("h", load(path).pcm(100, 1, MAX_SECONDS * 100, 50))) == {0}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"text, and not little of it",
        b"RIFF\0\0\0\0WAVE",
        b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff",
        wav([(1,)])[:30],
        wav([(1,)]).replace(b"\x01\0\x01\0", b"\x03\0\x01\0", 1),
        wav([(1,)], rate=1).replace(b"\x01\0\0\0\x02\0\0\0", b"\0\0\0\0\0\0\0\0", 1),
    ],
)
def test_what_is_no_wav(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "voice.wav"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"voice\.wav: not a WAV file with PCM samples"):
        load(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.wav: not a WAV file"):
        load(tmp_path / "none.wav")
