"""Pictures, read and made with Pillow. Their files come from anywhere: sizes are bounded, and only
formats that phones show are read.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from jshost.frozen import Frozen

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 1 << 26
"""How many pixels a picture may have when it is decoded: some 200 MB of memory."""
MAX_SIDE = 16_383
"""How many pixels a side of a picture that is made may have, which WebP has as well."""
MAX_SCANS = 1 << 31
"""How many pixels all scans of a JPEG file may have: each one that adds nothing takes as long as
the picture.
"""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_HAVE_EXIF = ("JPEG", "WEBP", "TIFF")
"""Those whose EXIF data is found without decoding them."""
_NOT_DECODED = "TIFF"
"""Phones tell what it is, but hardly any shows it."""
_ORIENTATION = 0x0112

Size = tuple[int, int]
Fit = Callable[[Size], Size]
"""Says what size a picture of a size becomes."""


class BadPicture(Exception):
    """Bytes that are no picture, a broken one, or one that is too large."""


class Description(Frozen):
    """What a picture's file says: pixels as they are stored, Pillow's name of the format, and the
    EXIF value of which way they are turned, from 1 to 8.
    """

    width: int
    height: int
    format: str
    orientation: int


class Made(Frozen):
    """A picture's file, and the extension of its format."""

    data: bytes
    extension: str


def describe(data: bytes) -> Description:
    """Read what a picture says of itself, without decoding it. Raises BadPicture."""
    with _opened(data) as image:
        return _described(image)


def compress(data: bytes, quality: int, fit: Fit) -> Made:
    """Make a picture of another size: PNG stays PNG, all others become JPEG of a `quality` from 0
    to 100. Raises BadPicture.
    """
    with _opened(data) as image:
        _check(image, data)
        size = fit(_upright_size(_described(image)))
        image.draft("RGB", (max(size), max(size)))  # JPEG files are decoded no larger than needed
        turned = _decoded(image)
        return _made(_resized(turned, size), image.format == "PNG", quality)


def crop(data: bytes, ratio: Size, quality: int) -> Made:
    """Cut the largest part with a ratio of width to height from the middle of a picture. Raises
    BadPicture.
    """
    with _opened(data) as image:
        _check(image, data)
        turned = _decoded(image)
        width, height = turned.size
        wide = max(1, min(width, height * ratio[0] // ratio[1]))
        high = max(1, min(height, width * ratio[1] // ratio[0]))
        left, top = (width - wide) // 2, (height - high) // 2
        part = turned.crop((left, top, left + wide, top + high))
        return _made(part, image.format == "PNG", quality)


def plain(size: Size, quality: int) -> Made:
    """Make a grey picture."""
    from PIL import Image

    return _made(Image.new("RGB", size, (128, 128, 128)), False, quality)


def same(size: Size) -> Size:
    """Fit a picture into itself."""
    return size


def within(shorter: int) -> Fit:
    """Have the shorter side be at most so long, and the longer one at most MAX_SIDE."""

    def fit(size: Size) -> Size:
        scale = min(1.0, shorter / min(size), MAX_SIDE / max(size))
        return _scaled(size, scale)

    return fit


def to(width: int | None, height: int | None) -> Fit:
    """Have a picture be as wide and as high as that; a side that is not given is scaled along."""

    def fit(size: Size) -> Size:
        if width and height:
            return width, height
        scale = width / size[0] if width else height / size[1] if height else 1.0
        return _scaled(size, scale)

    return fit


def _scaled(size: Size, scale: float) -> Size:
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


@contextmanager
def _opened(data: bytes) -> Iterator[Image]:
    """Open a picture. Whatever goes wrong with it is a BadPicture: Pillow raises errors of many
    kinds for broken files.
    """
    from PIL import Image

    _quieten()
    if _webp_canvas(data) > MAX_PIXELS:
        raise BadPicture("too many pixels")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sizes are checked here, and broken EXIF data is left out
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
        except Exception as error:
            raise BadPicture(str(error)) from error


@cache
def _quieten() -> None:
    """Have Pillow write nothing of broken files to standard error."""
    import logging

    logging.getLogger("PIL").addHandler(logging.NullHandler())


def _webp_canvas(data: bytes) -> int:
    """Return how many pixels a WebP file says that it has: memory for them is taken at once."""
    if data[8:16] != b"WEBPVP8X":
        return 0
    width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    return width * height


def _check(image: Image, data: bytes) -> None:
    """Raise BadPicture for one that is not decoded, or would take too long."""
    if image.format == _NOT_DECODED:
        raise BadPicture("not decoded")
    scans = data.count(b"\xff\xda") if _format(image) == "JPEG" else 1
    if image.width * image.height * scans > MAX_SCANS:
        raise BadPicture("too many scans")


def _described(image: Image) -> Description:
    name = _format(image)
    value = image.getexif().get(_ORIENTATION, 1) if name in _HAVE_EXIF else 1
    orientation = value if isinstance(value, int) and 1 <= value <= 8 else 1
    return Description(image.width, image.height, name, orientation)


def _format(image: Image) -> str:
    """Return the name of a picture's format. Photos with a second one inside are JPEG as well."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def _upright_size(described: Description) -> Size:
    size = described.width, described.height
    return size[::-1] if described.orientation >= 5 else size


def _decoded(image: Image) -> Image:
    """Return a picture's pixels the right way up."""
    from PIL import ImageOps

    if image.width * image.height > MAX_PIXELS:
        raise BadPicture("too many pixels")
    return ImageOps.exif_transpose(image)


def _resized(image: Image, size: Size) -> Image:
    from PIL.Image import Resampling

    if max(size) > MAX_SIDE or size[0] * size[1] > MAX_PIXELS:
        raise BadPicture("too many pixels")
    if size == image.size:
        return image
    return _colored(image).resize(size, Resampling.BICUBIC)


def _colored(image: Image) -> Image:
    """Return a picture in colours that can be mixed."""
    return image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGBA")


def _made(image: Image, is_png: bool, quality: int) -> Made:
    file = io.BytesIO()
    if is_png:
        image.save(file, "PNG")
        return Made(file.getvalue(), "png")
    _flat(image).save(file, "JPEG", quality=max(1, min(quality, 100)))
    return Made(file.getvalue(), "jpg")


def _flat(image: Image) -> Image:
    """Return a picture without transparency, which JPEG does not have: on white."""
    from PIL.Image import new

    if image.mode in ("RGB", "L"):
        return image
    colored = image.convert("RGBA")
    ground = new("RGB", image.size, (255, 255, 255))
    ground.paste(colored, mask=colored.getchannel("A"))
    return ground
