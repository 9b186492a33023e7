"""Sound from a WAV file, as a microphone records it: at another sample rate, in one channel or
two.
"""

from __future__ import annotations

import wave
from array import array
from pathlib import Path
from sys import byteorder
from typing import TYPE_CHECKING

from jshost.errors import InputError

MAX_SECONDS = 600
"""How much of a file is heard: as much as the longest recording."""
MAX_CHANNELS = 16

if TYPE_CHECKING:
    Track = array[int]  # the samples of one channel: whole numbers of 16 bits


class Sound:
    """What a WAV file holds: a `left` and a `right` channel of `rate` samples a second. Beyond
    their end there is silence.
    """

    def __init__(self, rate: int, left: Track, right: Track) -> None:
        self._rate = rate
        self._both = (left, right)
        self._mean: Track | None = left if left is right else None

    def pcm(self, rate: int, channels: int, start: int, count: int) -> bytes:
        """Return samples from `start` on, interleaved and little-endian, at a rate and in 1 or 2
        channels. Samples between two of the file lie on the line between them.
        """
        made = array("h", bytes(count * channels * 2))
        for number, track in enumerate(self._both if channels == 2 else (self._mixed(),)):
            heard = self._heard(track, rate, start, count)
            made[number : number + len(heard) * channels : channels] = heard
        if byteorder == "big":
            made.byteswap()
        return made.tobytes()

    def _mixed(self) -> Track:
        if self._mean is None:
            pairs = zip(*self._both, strict=True)
            self._mean = array("h", ((left + right) >> 1 for left, right in pairs))
        return self._mean

    def _heard(self, track: Track, rate: int, start: int, count: int) -> Track:
        if rate == self._rate:
            return track[start : start + count]
        last = len(track) - 1
        end = min(start + count, last * rate // self._rate + 1)
        return array("h", (_between(track, *divmod(n * self._rate, rate), rate, last)
                           for n in range(start, end)))  # fmt: skip


def _between(track: Track, before: int, part: int, whole: int, last: int) -> int:
    """Return the value that lies `part` of `whole` of the way from one sample to the next."""
    value = track[before]
    return value + (track[min(before + 1, last)] - value) * part // whole


def load(path: Path) -> Sound:
    """Read a WAV file of PCM samples. Raises InputError for any other."""
    try:
        with wave.open(str(path)) as file:
            rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            if not (0 < rate <= 768_000 and channels <= MAX_CHANNELS and 1 <= width <= 4):
                raise wave.Error("sounds like no other")
            data = file.readframes(MAX_SECONDS * rate)
    except (OSError, EOFError, wave.Error) as error:
        raise InputError(f"{path}: not a WAV file with PCM samples: {error}") from error
    whole = len(data) // (width * channels) * width * channels
    tracks = [_track(data[:whole], width, channels, number) for number in range(min(channels, 2))]
    return Sound(rate, tracks[0], tracks[-1])


def _track(data: bytes, width: int, channels: int, number: int) -> Track:
    """Return one channel of interleaved little-endian samples, each of `width` bytes."""
    step = width * channels
    high = data[number * width + width - 1 :: step]
    if width == 1:  # these have no sign
        return array("h", ((value - 128) << 8 for value in high))
    pairs = bytearray(len(high) * 2)
    pairs[0::2], pairs[1::2] = data[number * width + width - 2 :: step], high
    track = array("h", bytes(pairs))
    if byteorder == "big":
        track.byteswap()
    return track
