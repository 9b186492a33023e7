"""Font files, as far as it takes to tell one from what is none."""

from __future__ import annotations

from jshost.frozen import Frozen

_SFNT = {b"\0\1\0\0": "truetype", b"true": "truetype", b"OTTO": "opentype"}
_PACKED = {b"wOFF": ("woff", 44), b"wOF2": ("woff2", 48)}
_TABLES_AT = 12
_ROW = 16


class Font(Frozen):
    """A font that a program has loaded: its `format` (truetype, opentype, woff, woff2), how it is
    described, where it can be used, and the route of the page that it is for, "" for all.
    """

    format: str
    style: str
    variant: str
    weight: str
    scopes: tuple[str, ...]
    page: str


def font_format(data: bytes) -> str | None:
    """Return the format of a font file, None for what is none: its head and its table of contents
    should be whole.
    """
    kind = data[:4]
    if kind in _SFNT:
        return _SFNT[kind] if _has_tables(data) else None
    if kind in _PACKED:
        name, head = _PACKED[kind]
        # The length of the whole file stands in it.
        whole = len(data) >= head and int.from_bytes(data[8:12], "big") == len(data)
        return name if whole else None
    return None


def _has_tables(data: bytes) -> bool:
    count = int.from_bytes(data[4:6], "big")
    end = _TABLES_AT + count * _ROW
    rows = range(_TABLES_AT, end, _ROW)
    return count > 0 and end <= len(data) and all(_lies_in(data, row) for row in rows)


def _lies_in(data: bytes, row: int) -> bool:
    """Whether a table, which a row of the table of contents is about, lies in the file."""
    offset, length = (int.from_bytes(data[at : at + 4], "big") for at in (row + 8, row + 12))
    return offset + length <= len(data)
