"""Sound files: what kind they are, and how long they sound. Nothing is decoded: nobody hears it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

# How sound files begin. Everything else is told from its first bytes by the reader itself.
_KINDS = ((b"fLaC", "flac"), (b"OggS", "ogg"), (b"FORM", "aiff"), (b"\x30\x26\xb2\x75", "wma"))

_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)
_ADTS_HEADER = 7
# An hour at 48 kHz has 168,750 frames; the rest of a longer file is taken to be like its beginning.
_MAX_FRAMES = 200_000
# Two and a half hours of Ogg Vorbis; half a second of the host's time.
_MAX_READS = 500_000


def kind(data: bytes) -> str:
    """Return `flac`, `ogg`, `aiff` or `wma` for what begins as such a file does, "" otherwise."""
    return next((name for beginning, name in _KINDS if data.startswith(beginning)), "")


def seconds(data: bytes) -> float | None:
    """Return how long a sound file is: MP3, AAC, M4A, WAV, Ogg, FLAC, WMA or AIFF. None for what is
    none of these, or has no sound in it.
    """
    found = _adts_seconds(data) or _tagged_seconds(data)
    return found if found is not None and found > 0 else None


def _adts_seconds(data: bytes) -> float | None:
    """Return how long bare AAC frames are (ADTS), None for anything else."""
    frames = at = 0
    rate = _adts_rate(data, 0)
    while rate and frames < _MAX_FRAMES and _adts_rate(data, at) == rate:
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if size < _ADTS_HEADER:
            break
        frames += 1 + (data[at + 6] & 3)
        at += size
    if not frames or not rate:
        return None
    # Only a file that was not read to its end has more of the same.
    more = len(data) / at if frames >= _MAX_FRAMES else 1.0
    return frames * 1024 / rate * more


def _adts_rate(data: bytes, at: int) -> int:
    """Return the sample rate that a frame's header tells, 0 where there is no such header."""
    header = data[at : at + _ADTS_HEADER]
    if len(header) < _ADTS_HEADER or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    index = header[2] >> 2 & 0xF
    return _AAC_RATES[index] if index < len(_AAC_RATES) else 0


class _Counted(io.BytesIO):
    """A file that refuses to be read or searched for ever: guests can write any file they like."""

    _left = _MAX_READS

    def read(self, size: int | None = -1, /) -> bytes:
        return self._counted(super().read, size)  # type: ignore[no-any-return] # as BytesIO's

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._counted(super().seek, offset, whence)  # type: ignore[no-any-return] # as above

    def _counted(self, do: Callable[..., Any], *arguments: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise OSError("a file without an end")
        return do(*arguments)


def _tagged_seconds(data: bytes) -> float | None:
    from tinytag import TinyTag, TinyTagException

    try:
        return TinyTag.get(file_obj=_Counted(data), tags=False).duration
    except (TinyTagException, OSError):
        return None
