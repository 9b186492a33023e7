"""Real pictures, videos and sounds for tests, made here."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterable
from typing import Any

from PIL import Image

# Matrices of a track by the names of the platform, as EXIF has them.
MATRICES = {
    "up": (1, 0, 0, 1), "up-mirrored": (-1, 0, 0, 1),
    "down": (-1, 0, 0, -1), "down-mirrored": (1, 0, 0, -1),
    "left-mirrored": (0, 1, 1, 0), "right": (0, 1, -1, 0),
    "right-mirrored": (0, -1, -1, 0), "left": (0, -1, 1, 0),
}  # fmt: skip


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (4, 2),
    *,
    mode: str = "RGB",
    orientation: int | None = None,
    noise: bool = False,
    **settings: Any,
) -> bytes:
    """Return a picture's file: red on the left, blue on the right; or noise, which is large."""
    if noise:
        image = Image.effect_noise(size, 80).convert(mode)
    else:
        image = Image.new("RGB", size, "red")
        image.paste("blue", (size[0] // 2, 0, *size))
        image = image.convert(mode)
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        settings["exif"] = exif
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()


def opened(data: bytes | None) -> Image.Image:
    """Return the picture of a file, decoded."""
    assert data is not None
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def box(name: bytes, *content: bytes) -> bytes:
    """Return a box of an MP4 file."""
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), name) + body


def full(name: bytes, version: int, form: str, *values: Any) -> bytes:
    """Return a box with a version."""
    return box(name, struct.pack(">I", version << 24), struct.pack(f">{form}", *values))


def timed(name: bytes, version: int, scale: int, ticks: int) -> bytes:
    """Return the header of a movie or medium."""
    return full(name, version, "QQIQ" if version else "IIII", 0, 0, scale, ticks)


def track(
    size: tuple[int, int],
    matrix: tuple[int, int, int, int],
    version: int = 0,
    handler: str = "vide",
) -> Iterable[bytes]:
    """Yield the header and the handler of a track."""
    a, b, c, d = (value << 16 for value in matrix)
    times = (0, 0, 1, 0, 0)
    yield full(
        b"tkhd", version, ("QQIIQ" if version else "IIIII") + "8xHHHH9iII",
        *times, 0, 0, 0, 0, a, b, 0, c, d, 0, 0, 0, 1 << 30, size[0] << 16, size[1] << 16,
    )  # fmt: skip
    yield full(b"hdlr", 0, "I4s12x", 0, b"vide")


def video(
    size: tuple[int, int] = (640, 360),
    *,
    seconds: float = 2,
    fps: float = 25,
    orientation: str = "up",
    brand: bytes = b"mp42",
    version: int = 0,
    payload: bytes = b"",
    before: bytes = b"",
) -> bytes:
    """Return an MP4 file with a sound track and a video track, and `payload` as its frames."""
    header, handler = track(size, MATRICES[orientation], version)
    samples = full(b"stsz", 0, "II", 100, round(seconds * fps))
    media = box(
        b"mdia",
        timed(b"mdhd", version, 90_000, round(seconds * 90_000)),
        handler,
        box(b"minf", box(b"stbl", samples)),
    )
    sound = box(b"trak", box(b"mdia", full(b"hdlr", 0, "I4s12x", 0, b"soun")))
    movie = box(
        b"moov",
        timed(b"mvhd", version, 1000, round(seconds * 1000)),
        before,
        sound,
        box(b"trak", header, media),
    )
    return box(b"ftyp", brand, bytes(4)) + box(b"mdat", payload) + movie


def wav(
    samples: Iterable[tuple[int, ...]], *, rate: int = 8000, width: int = 2, channels: int = 1
) -> bytes:
    """Return a WAV file of samples, each of as many numbers as there are channels."""
    data = b"".join(
        (value + 128 if width == 1 else value).to_bytes(width, "little", signed=width > 1)
        for values in samples
        for value in values
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(width)
        made.setframerate(rate)
        made.writeframes(data)
    return file.getvalue()
