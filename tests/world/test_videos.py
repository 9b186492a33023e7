"""Videos: what the boxes of a file say, and files that would harm."""

from __future__ import annotations

import random
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jshost.differences.media import ORIENTATIONS
from jshost.world.videos import MAX_BOXES, BadVideo, Video, describe

from ..apis.media import MATRICES, box, full, timed, video


@pytest.mark.parametrize("version", [0, 1])
def test_describe(version: int) -> None:
    found = describe(video((640, 360), seconds=2.5, fps=30, version=version))
    assert found == Video(640, 360, 2.5, 30.0, 1, "mp4")


@pytest.mark.parametrize("orientation", MATRICES)
def test_orientation(orientation: str) -> None:
    found = describe(video((640, 360), orientation=orientation, version=1))
    assert ORIENTATIONS[found.orientation - 1] == orientation
    turned = orientation.startswith(("left", "right"))
    assert (found.width, found.height) == (640, 360)
    assert found.upright_size == ((360, 640) if turned else (640, 360))


@pytest.mark.parametrize(
    ("brand", "kind"),
    [(b"mp42", "mp4"), (b"isom", "mp4"), (b"qt  ", "mov"), (b"3gp5", "3gp"), (b"3g2a", "3gp")],
)
def test_type(brand: bytes, kind: str) -> None:
    assert describe(video(brand=brand)).type == kind


def test_the_movie_may_stand_first_without_a_brand() -> None:
    data = video()
    movie = data[data.index(b"moov") - 4 :]
    assert describe(movie + box(b"mdat", bytes(9))).type == "mov"


def test_boxes_with_large_sizes_and_to_the_end() -> None:
    data = video()
    at = data.index(b"moov") - 4
    content = data[at + 8 :]
    large = struct.pack(">I4sQ", 1, b"moov", 16 + len(content)) + content
    open_ended = struct.pack(">I4s", 0, b"moov") + content
    assert describe(data[:at] + large) == describe(data[:at] + open_ended) == describe(data)


def test_the_size_may_stand_with_the_samples() -> None:
    entry = bytes(8) + struct.pack(">I4s", 86, b"avc1") + bytes(24) + struct.pack(">HH", 320, 240)
    media = box(
        b"mdia",
        full(b"hdlr", 0, "I4s12x", 0, b"vide"),
        box(b"minf", box(b"stbl", box(b"stsd", entry))),
    )
    track = box(b"trak", box(b"tkhd", bytes(84)), media)
    data = box(b"moov", timed(b"mvhd", 0, 1000, 1500), track)
    assert describe(data) == Video(320, 240, 1.5, 0.0, 1, "mov")


def test_movie_in_fragments() -> None:
    for extension in (full(b"mehd", 0, "I", 3000), full(b"mehd", 1, "Q", 3000)):
        data = video(seconds=0, before=box(b"mvex", extension))
        assert describe(data).duration == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        bytes(100),
        box(b"ftyp", b"mp42"),
        box(b"moov"),
        box(b"moov", box(b"trak", box(b"mdia", full(b"hdlr", 0, "I4s12x", 0, b"soun")))),
        box(b"moov", box(b"trak", box(b"mdia", full(b"hdlr", 0, "I4s12x", 0, b"vide")))),
        box(b"moov", box(b"trak", box(b"tkhd"), box(b"mdia", full(b"hdlr", 0, "I4s", 0, b"vide")))),
        video(seconds=0),
        video((0, 0)),
        video()[:-200],
    ],
)
def test_what_says_nothing(data: bytes) -> None:
    with pytest.raises(BadVideo):
        describe(data)


# -- files that would harm ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "filling",
    [
        struct.pack(">I4s", 8, b"free") * 2_000_000,
        bytes(16_000_000),
        struct.pack(">I4sQ", 1, b"free", 0) * 100_000,
        struct.pack(">I4sQ", 1, b"free", (1 << 64) - 1),
        struct.pack(">I4s", 0xFFFFFFFF, b"moov"),
        struct.pack(">I4s", 7, b"moov"),
    ],
    ids=["many", "empty", "none", "huge", "beyond", "small"],
)
def test_there_is_an_end(filling: bytes) -> None:
    before = time.process_time()
    with pytest.raises(BadVideo):
        describe(filling)
    with pytest.raises(BadVideo):
        describe(box(b"moov", filling))
    assert time.process_time() - before < 1


def test_more_boxes_than_are_looked_at() -> None:
    filling = struct.pack(">I4s", 8, b"free")
    assert describe(filling * 100 + video()).duration == 2
    with pytest.raises(BadVideo):
        describe(filling * MAX_BOXES + video())


@pytest.mark.parametrize("version", [0, 1])
def test_broken(version: int) -> None:
    """Whatever is wrong is a BadVideo, or does not matter."""
    chance = random.Random(version)
    data = video(version=version, before=box(b"mvex", full(b"mehd", 0, "I", 9)))
    for _ in range(3000):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.choice(
                (0, 1, 255, chance.randrange(256))
            )
        try:
            describe(bytes(broken[: chance.randint(0, len(broken))]))
            describe(bytes(broken))
        except BadVideo:
            continue


@given(st.binary(max_size=400))
def test_anything(data: bytes) -> None:
    for whole in (data, box(b"moov", data), box(b"moov", box(b"trak", data))):
        with pytest.raises(BadVideo):
            describe(whole)
