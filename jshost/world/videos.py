"""What an MP4 or QuickTime file says of its video, read from its boxes (ISO/IEC 14496-12). Files
come from anywhere: there is an end to how many boxes are looked at, and nothing in them is counted
but by what they say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import calcsize, unpack_from
from typing import Any

from jshost.frozen import Frozen

MAX_BOXES = 10_000
"""How many boxes of a file are looked at."""
_UNIT = 1 << 16
# Which way the picture is turned, as EXIF counts it, by the signs of a, b, c, d in the matrix.
_TURNS = {
    (1, 0, 0, 1): 1, (-1, 0, 0, 1): 2, (-1, 0, 0, -1): 3, (1, 0, 0, -1): 4,
    (0, 1, 1, 0): 5, (0, 1, -1, 0): 6, (0, -1, -1, 0): 7, (0, -1, 1, 0): 8,
}  # fmt: skip


class BadVideo(Exception):
    """Bytes that are no video, or do not say what a video says."""


class Video(Frozen):
    """The first video track of a file: pixels as they are stored, seconds, frames a second (0 where
    it does not say), and the EXIF value of which way the picture is turned, from 1 to 8.
    """

    width: int
    height: int
    duration: float
    fps: float
    orientation: int
    type: str

    @property
    def upright_size(self) -> tuple[int, int]:
        """How large it is the way it is shown."""
        size = self.width, self.height
        return size[::-1] if self.orientation >= 5 else size


def describe(data: bytes) -> Video:
    """Read what a video says of itself. Raises BadVideo."""
    whole = _Box(data, b"", 0, len(data), [MAX_BOXES])
    movie = whole.find(b"moov")
    tracks = [box for box in movie.boxes() if box.name == b"trak"] if movie else []
    for track in tracks:
        handler = track.find(b"mdia", b"hdlr")
        if handler and handler.read(">4s", 8) == (b"vide",):
            return _video(data, movie, track)  # type: ignore[arg-type] # it has tracks
    raise BadVideo("no video track")


def _video(data: bytes, movie: _Box, track: _Box) -> Video:
    header, media = track.find(b"tkhd"), track.find(b"mdia")
    if header is None or media is None:
        raise BadVideo("no header of the track")
    width, height = _size(header, media)
    duration = _movie_duration(movie)
    if not (width and height and duration):
        raise BadVideo("no size or duration")
    own = _duration(media.find(b"mdhd"))
    samples = _first(media.find(b"minf", b"stbl", b"stsz"), ">I", 8)
    fps = samples / own if own else 0.0
    return Video(width, height, duration, fps, _orientation(header), _type(data))


def _size(header: _Box, media: _Box) -> tuple[int, int]:
    """Return the size of a track in pixels, as its header or else its samples have it."""
    wide, high = header.read(">II", 76 + header.longer(12)) or (0, 0)
    if wide >= _UNIT and high >= _UNIT:
        return wide // _UNIT, high // _UNIT
    description = media.find(b"minf", b"stbl", b"stsd")
    found: Any = (description and description.read(">HH", 40)) or (0, 0)
    return found[0], found[1]


def _movie_duration(movie: _Box) -> float:
    """Return the seconds of a movie; those of one in fragments stand apart."""
    header, fragments = movie.find(b"mvhd"), movie.find(b"mvex", b"mehd")
    if fragments is None:
        return _duration(header)
    scale = _first(header, ">I", 12 + (header.longer(8) if header else 0))
    ticks = _first(fragments, ">Q" if fragments.longer(4) else ">I", 4)
    return ticks / scale if scale else 0.0


def _duration(header: _Box | None) -> float:
    """Return the seconds that the header of a movie or medium tells."""
    if header is None:
        return 0.0
    found = header.read(">IQ", 20) if header.longer(8) else header.read(">II", 12)
    scale, ticks = found or (0, 0)
    return ticks / scale if scale else 0.0


def _orientation(header: _Box) -> int:
    matrix = header.read(">9i", 40 + header.longer(12)) or (0,) * 9
    signs = tuple((value > 0) - (value < 0) for value in (*matrix[0:2], *matrix[3:5]))
    return _TURNS.get(signs, 1)


def _type(data: bytes) -> str:
    brand = data[8:12] if data[4:8] == b"ftyp" else b"qt  "
    if brand == b"qt  ":
        return "mov"
    return "3gp" if brand.startswith((b"3gp", b"3g2")) else "mp4"


def _first(box: _Box | None, form: str, at: int) -> int:
    found = box.read(form, at) if box else None
    return found[0] if found else 0


class _Box:
    """A part of a file, known by its name; `start` and `end` are those of its content, `left` is
    how many more boxes of the file are looked at.
    """

    __slots__ = ("data", "end", "left", "name", "start")

    def __init__(self, data: bytes, name: bytes, start: int, end: int, left: list[int]) -> None:
        self.data = data
        self.name = name
        self.start = start
        self.end = end
        self.left = left

    def boxes(self) -> Iterator[_Box]:
        """Yield the boxes inside, as long as they make sense."""
        at = self.start
        while at + 8 <= self.end and self.left[0] > 0:
            self.left[0] -= 1
            size, name = unpack_from(">I4s", self.data, at)
            head = 8
            if size == 1 and at + 16 <= self.end:
                size, head = unpack_from(">Q", self.data, at + 8)[0], 16
            end = self.end if size == 0 else at + size
            if not at + head <= end <= self.end:
                return
            yield _Box(self.data, name, at + head, end, self.left)
            at = end

    def find(self, *path: bytes) -> _Box | None:
        """Return the first box that is reached by names."""
        found: _Box | None = self
        for name in path:
            inner = found.boxes() if found else iter(())
            found = next((box for box in inner if box.name == name), None)
        return found

    def read(self, form: str, at: int) -> tuple[Any, ...] | None:
        """Return what begins at a place in the content, None where the content is too short."""
        if self.start + at + calcsize(form) > self.end:
            return None
        return unpack_from(form, self.data, self.start + at)

    def longer(self, by: int) -> int:
        """Return how much longer times make the box: that, in its version 1."""
        return by if self.read(">B", 0) == (1,) else 0
