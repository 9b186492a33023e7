"""Pictures: what files say, what is made of them, and files that are none."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zlib

import pytest
from PIL import Image

from jshost.world.pictures import (
    MAX_PIXELS,
    MAX_SIDE,
    BadPicture,
    compress,
    crop,
    describe,
    plain,
    same,
    to,
    within,
)

from ..apis.media import opened, picture

KINDS = ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"]

DECODED = KINDS[:-1]
"""Those of which others are made."""


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a part of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a PNG file that says it is that large, with other data than it needs."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


# -- what files say -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_formats(kind: str) -> None:
    found = describe(picture(kind, (30, 20)))
    assert (found.width, found.height, found.format, found.orientation) == (30, 20, kind, 1)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(kind: str, orientation: int) -> None:
    found = describe(picture(kind, (30, 20), orientation=orientation))
    assert (found.width, found.height, found.orientation) == (30, 20, orientation)


def test_a_photo_with_another_one_inside() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    first, second = (opened(picture("PNG", (30, 20))) for _ in range(2))
    first.save(file, "MPO", save_all=True, append_images=[second], exif=exif)
    found = describe(file.getvalue())
    assert (found.width, found.height, found.format, found.orientation) == (30, 20, "JPEG", 6)
    assert opened(compress(file.getvalue(), 80, same).data).size == (20, 30)


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_orientation_that_is_none(orientation: int) -> None:
    assert describe(picture("JPEG", orientation=orientation)).orientation == 1


def test_a_size_that_is_not_decoded_may_be_large() -> None:
    found = describe(png(12_000, 12_000))
    assert (found.width, found.height) == (12_000, 12_000)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 not really",
        b"GIF89a",
        b"BM" + bytes(60),
        b"RIFF\0\0\0\0WEBPVP8 ",
        png(0, 5),
        png(0x7FFFFFFF, 0x7FFFFFFF),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"8BPS" + bytes(40),
    ],
)
def test_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(BadPicture):
        describe(data)


def test_formats_that_phones_do_not_show() -> None:
    for kind in ("PPM", "ICO", "TGA", "PDF"):
        file = io.BytesIO()
        Image.new("RGB", (32, 32)).save(file, kind)
        with pytest.raises(BadPicture):
            describe(file.getvalue())


# -- what is made of them -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DECODED)
def test_compress(kind: str) -> None:
    made = compress(picture(kind, (60, 40)), 80, to(30, None))
    assert made.extension == ("png" if kind == "PNG" else "jpg")
    image = opened(made.data)
    assert (image.size, image.format) == ((30, 20), "PNG" if kind == "PNG" else "JPEG")
    left, right = image.convert("RGB").getpixel((3, 10)), image.convert("RGB").getpixel((26, 10))
    assert left[0] > 200 > 60 > left[2]  # type: ignore[index, operator]
    assert right[2] > 200 > 60 > right[0]  # type: ignore[index, operator]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_modes(mode: str) -> None:
    source = picture("PNG", (60, 40), mode=mode)
    for fit in (same, to(30, None)):
        assert opened(compress(source, 80, fit).data).size in ((60, 40), (30, 20))
    assert opened(crop(source, (1, 1), 80).data).size == (40, 40)


def test_what_is_transparent_becomes_white() -> None:
    source = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(source, "WEBP")
    assert opened(compress(source.getvalue(), 90, same).data).getpixel((4, 4)) == (255, 255, 255)


def test_cmyk_is_compressed() -> None:
    assert opened(compress(picture("JPEG", mode="CMYK"), 90, same).data).mode == "RGB"


def test_quality() -> None:
    source = picture("JPEG", (200, 200), noise=True, quality=95)
    sizes = [len(compress(source, quality, same).data) for quality in (0, 30, 80, 100)]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 4


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_the_right_way_up(orientation: int) -> None:
    source = picture("JPEG", (80, 40), orientation=orientation)
    size = (40, 80) if orientation >= 5 else (80, 40)
    made = compress(source, 90, same).data
    assert (opened(made).size, describe(made).orientation) == (size, 1)
    assert opened(compress(source, 90, to(20, None)).data).size == (20, 20 * size[1] // size[0])
    assert opened(crop(source, (1, 1), 90).data).size == (40, 40)


@pytest.mark.parametrize(
    ("ratio", "size"),
    [((16, 9), (160, 90)), ((9, 16), (67, 120)), ((4, 3), (160, 120)), ((1, 1), (120, 120))],
)
def test_crop(ratio: tuple[int, int], size: tuple[int, int]) -> None:
    assert opened(crop(picture(size=(160, 120)), ratio, 80).data).size == size


def test_crop_is_in_the_middle() -> None:
    image = opened(crop(picture(size=(100, 10)), (1, 1), 80).data)
    assert image.size == (10, 10)
    assert [image.getpixel((x, 5)) for x in (4, 5)] == [(255, 0, 0), (0, 0, 255)]


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
def test_crop_of_next_to_nothing(size: tuple[int, int]) -> None:
    assert opened(crop(picture(size=size), (16, 9), 80).data).size == (1, 1)


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((100, 50), (100, 50)),
        ((2160, 4000), (1080, 2000)),
        ((4000, 2160), (2000, 1080)),
        ((1080, 60_000), (295, MAX_SIDE)),
        ((1, 60_000), (1, MAX_SIDE)),
    ],
)
def test_within(size: tuple[int, int], fitted: tuple[int, int]) -> None:
    assert within(1080)(size) == fitted


@pytest.mark.parametrize(
    ("width", "height", "fitted"),
    [
        (None, None, (100, 50)),
        (10, None, (10, 5)),
        (None, 10, (20, 10)),
        (10, 10, (10, 10)),
        (1, None, (1, 1)),
        (200, None, (200, 100)),
    ],
)
def test_to(width: int | None, height: int | None, fitted: tuple[int, int]) -> None:
    assert to(width, height)((100, 50)) == fitted


def test_plain() -> None:
    assert opened(plain((64, 36), 80).data).size == (64, 36)


# -- files that would harm ------------------------------------------------------------------------


def test_more_pixels_than_there_is_memory_for() -> None:
    side = int(MAX_PIXELS**0.5) + 1
    for make in (lambda data: compress(data, 80, same), lambda data: crop(data, (1, 1), 80)):
        with pytest.raises(BadPicture, match="too many pixels"):
            make(png(side, side))


def test_a_format_that_is_not_decoded() -> None:
    for make in (lambda data: compress(data, 80, same), lambda data: crop(data, (1, 1), 80)):
        with pytest.raises(BadPicture, match="not decoded"):
            make(picture("TIFF"))


def test_a_photo_with_very_many_scans() -> None:
    data = picture("JPEG", (6000, 6000), mode="L", progressive=True)
    assert opened(compress(data, 80, within(100)).data).size == (100, 100)
    last = data[data.rindex(b"\xff\xda") : -2]
    before = time.process_time()
    with pytest.raises(BadPicture, match="too many scans"):
        compress(data[:-2] + last * 1000 + data[-2:], 80, within(100))
    assert time.process_time() - before < 1


def test_a_canvas_that_takes_all_memory() -> None:
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\xff\xff\xff\x00\x00"
    with pytest.raises(BadPicture, match="too many pixels"):
        describe(b"RIFF" + struct.pack("<I", 22) + b"WEBP" + canvas)


def test_a_large_photo_is_decoded_no_larger_than_needed() -> None:
    source = picture("JPEG", (9000, 9000), mode="L")
    assert MAX_PIXELS < 9000 * 9000
    assert opened(compress(source, 80, within(1080)).data).size == (1080, 1080)


@pytest.mark.parametrize("size", [(MAX_SIDE + 1, None), (None, 1 << 30), (16_000, 16_000)])
def test_a_picture_that_would_be_too_large(size: tuple[int | None, int | None]) -> None:
    with pytest.raises(BadPicture, match="too many pixels"):
        compress(picture(), 80, to(*size))


def test_a_bomb_in_a_text_chunk() -> None:
    text = b"Comment\0\0" + zlib.compress(bytes(200 * 1024 * 1024))
    data = picture()
    with pytest.raises(BadPicture):
        describe(data[:33] + chunk(b"zTXt", text) + data[33:])


@pytest.mark.parametrize("kind", KINDS)
def test_truncated(kind: str) -> None:
    data = picture(kind, (64, 64), noise=True)
    for end in range(0, len(data), max(1, len(data) // 40)):
        for make in (describe, lambda part: compress(part, 80, same)):
            try:
                make(data[:end])
            except BadPicture:
                continue


@pytest.mark.parametrize("kind", KINDS)
def test_broken(kind: str) -> None:
    """Whatever is wrong is a BadPicture, or does not matter."""
    chance = random.Random(kind)
    data = picture(kind, (32, 32), orientation=6 if kind in ("JPEG", "WEBP") else None)
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(min(len(broken), 120))] = chance.randrange(256)
        try:
            describe(bytes(broken))
            compress(bytes(broken), 80, within(20))
        except BadPicture:
            continue


def test_nothing_is_written_of_broken_files() -> None:
    """In a process of its own: pytest takes what is logged."""
    samples = b"\x15\x01\x03\0\x01\0\0\0"  # how many there are to a pixel
    data = picture("TIFF").replace(samples + b"\x03", samples + b"\x7f")
    code = (
        "from jshost.world.pictures import BadPicture, describe\n"
        f"try: describe({data!r})\nexcept BadPicture: print('bad')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("bad\n", "")
