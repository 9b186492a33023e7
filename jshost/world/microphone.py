"""The microphone: what it records are real files of the format that was asked for. WAV and PCM hold
what it hears; mp3 and aac are encoded as silence.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jshost.frozen import Frozen

if TYPE_CHECKING:
    from jshost.world.sound import Sound

# Kilobits a second of MPEG layer III frames, by index: version 1 and version 2.
_MP3_RATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
# Sample rates by index: version 1, version 2, version 2.5.
_MP3_SAMPLES = {1: (44100, 48000, 32000), 2: (22050, 24000, 16000), 2.5: (11025, 12000, 8000)}
_AAC_SAMPLES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)
# An AAC raw data block without spectral data: one channel element, or a pair, then the end marker.
_AAC_SILENCE = {1: bytes.fromhex("00000007"), 2: bytes.fromhex("2000000000000e")}


class Recording(Frozen):
    """How sound is recorded: samples and bits a second, 1 or 2 channels, one of aac, mp3, wav,
    PCM; `sound` is what is heard, None for silence.
    """

    sample_rate: int = 8000
    channels: int = 2
    bit_rate: int = 48000
    format: str = "aac"
    sound: Sound | None = None

    @property
    def keeps_sound(self) -> bool:
        """Whether files of its format hold what is heard."""
        return self.format in ("wav", "PCM")

    def extension(self) -> str:
        return self.format.lower()

    def encode(self, milliseconds: float) -> bytes:
        """Return a file of that much."""
        samples = int(self.sample_rate * milliseconds / 1000)
        if self.format == "mp3":
            return self._mp3(samples)
        if self.format == "aac":
            return self._aac(samples)
        pcm = self._pcm(0, samples)
        return pcm if self.format == "PCM" else self._wav_header(len(pcm)) + pcm

    def piece(self, start: int, size: int) -> bytes:
        """Return `size` bytes of the file of an mp3 or PCM recording, from `start` on."""
        if self.format == "PCM":
            width = self.channels * 2
            first = start // width
            pcm = self._pcm(first, -(-(start + size) // width) - first)
            return pcm[start % width :][:size]
        frame = self._mp3(1)
        offset = start % len(frame)
        return (frame * (size // len(frame) + 2))[offset : offset + size]

    def bytes_per_ms(self) -> float:
        """Return how fast the file grows."""
        if self.keeps_sound:
            return self.sample_rate * self.channels * 2 / 1000
        return len(self.encode(60_000)) / 60_000

    def _pcm(self, start: int, count: int) -> bytes:
        """Return samples, interleaved, from one on."""
        if self.sound is None:
            return bytes(count * self.channels * 2)
        return self.sound.pcm(self.sample_rate, self.channels, start, count)

    def _wav_header(self, size: int) -> bytes:
        width = self.channels * 2
        rate = self.sample_rate
        return struct.pack(
            "<4sI4s4sIHHIIHH4sI",
            b"RIFF", 36 + size, b"WAVE", b"fmt ", 16,
            1, self.channels, rate, rate * width, width, 16,
            b"data", size,
        )  # fmt: skip

    def _mp3(self, samples: int) -> bytes:
        version = next(v for v, rates in _MP3_SAMPLES.items() if self.sample_rate in rates)
        table = _MP3_RATES[1 if version == 1 else 2]
        index = min(range(1, 15), key=lambda i: abs(table[i] * 1000 - self.bit_rate))
        per_frame = 1152 if version == 1 else 576
        length = per_frame // 8 * table[index] * 1000 // self.sample_rate
        second = {1: 0xFB, 2: 0xF3, 2.5: 0xE3}[version]
        third = index << 4 | _MP3_SAMPLES[version].index(self.sample_rate) << 2
        header = bytes((0xFF, second, third, 0xC0 if self.channels == 1 else 0))
        # Side information of zeros: no granule has any data.
        return (header + bytes(length - 4)) * -(-samples // per_frame)

    def _aac(self, samples: int) -> bytes:
        payload = _AAC_SILENCE[self.channels]
        size = 7 + len(payload)
        index = _AAC_SAMPLES.index(self.sample_rate)
        header = (
            0xFFF1 << 40 | 1 << 38 | index << 34 | self.channels << 30 | size << 13 | 0x7FF << 2
        )
        return (header.to_bytes(7, "big") + payload) * -(-samples // 1024)


class Recorder(Protocol):
    """Who records."""

    def interrupt(self) -> None:
        """Take note that a call has taken the microphone away."""
        ...

    def release(self) -> None:
        """Take note that the call is over."""
        ...


class Microphone:
    """The one microphone of a phone. Times are milliseconds since the start of the run. It hears
    the WAV `file`, from its start in each recording, then silence.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._sound: Sound | None = None
        self._recording: Recording | None = None
        self._since: float | None = None
        self._recorded = 0.0
        self.owner: Recorder | None = None
        """Who began the recording: only they can end it."""
        self._interrupted: Recorder | None = None
        self.in_call = False
        """Whether a call of the user's has the microphone."""

    @property
    def state(self) -> str:
        """Return `idle`, `recording` or `paused`."""
        if self._recording is None:
            return "idle"
        return "paused" if self._since is None else "recording"

    def hear(self) -> Sound | None:
        """Return what there is to hear. Raises InputError for a file that is no WAV."""
        if self._sound is None and self._file is not None:
            from jshost.world.sound import load

            self._sound = load(self._file)
        return self._sound

    def begin_call(self) -> None:
        """Have a call take the microphone, unless one has it."""
        if self.in_call:
            return
        self.in_call = True
        self._interrupted = self.owner
        if self._interrupted is not None:
            self._interrupted.interrupt()

    def end_call(self) -> None:
        """Have the call give it back."""
        self.in_call = False
        interrupted, self._interrupted = self._interrupted, None
        if interrupted is not None:
            interrupted.release()

    def start(self, recording: Recording, now: float) -> None:
        self._recording, self._since, self._recorded = recording, now, 0.0

    def pause(self, now: float) -> None:
        self._recorded = self.recorded(now)
        self._since = None

    def resume(self, now: float) -> None:
        self._since = now

    def recorded(self, now: float) -> float:
        """Return the milliseconds recorded so far, pauses left out."""
        return self._recorded + (0.0 if self._since is None else now - self._since)

    def stop(self, now: float) -> tuple[Recording, float]:
        """End the recording; return what was asked for, and its length in milliseconds."""
        recording, length = self._recording, self.recorded(now)
        if recording is None:
            raise RuntimeError("the microphone is not recording")
        self._recording = self._since = None
        return recording, length
