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
        self._both = [left] if left is right else [left, right]
        self._made: tuple[int, list[Track]] = (rate, self._both)

    def pcm(self, rate: int, channels: int, start: int, count: int) -> bytes:
        """Return samples from `start` on, interleaved and little-endian, at a rate and in 1 or 2
        channels.
        """
        tracks = self._at(rate)
        if channels == 1 and len(tracks) == 2:
            tracks = [_mean(*(track[start : start + count] for track in tracks))]
            start = 0
        made = array("h", bytes(count * channels * 2))
        for number in range(channels):
            heard = tracks[number % len(tracks)][start : start + count]
            made[number : number + len(heard) * channels : channels] = heard
        if byteorder == "big":
            made.byteswap()
        return made.tobytes()

    def _at(self, rate: int) -> list[Track]:
        """Return the channels at a rate; the last ones are kept, as recordings are alike."""
        if rate == self._rate:
            return self._both
        if rate != self._made[0]:
            self._made = (rate, [_resampled(track, self._rate, rate) for track in self._both])
        return self._made[1]


def _resampled(track: Track, old: int, new: int) -> Track:
    """Return a channel at another rate: samples between two lie on the line between them."""
    if not track:
        return track
    padded = track + track[-1:]
    places = (divmod(number * old, new) for number in range((len(track) - 1) * new // old + 1))
    return array(
        "h", [padded[at] + (padded[at + 1] - padded[at]) * part // new for at, part in places]
    )


def _mean(left: Track, right: Track) -> Track:
    return array("h", [(one + other) >> 1 for one, other in zip(left, right, strict=True)])


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
