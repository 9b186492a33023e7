"""Samples of jshost/apis/font.py."""

from __future__ import annotations

from base64 import b64encode

from .sample import INDEX, Sample

TRUETYPE = (
    b"\0\1\0\0" + b"\0\1" + b"\0" * 6 + b"head" + b"\0" * 7 + b"\x1c" + b"\0" * 3 + b"\4" + b"\0" * 4
)
"""A font with one table, which is of four bytes."""
URL = f"data:font/ttf;base64,{b64encode(TRUETYPE).decode()}"

SAMPLES = {
    "loadFontFace": Sample(f"family: 'F', source: 'url(\"{URL}\")'", file=INDEX),
}
