"""JSON as it crosses between host and guest: ASCII text, and no more work than needed."""

from __future__ import annotations

from json import JSONDecoder, JSONEncoder
from json.encoder import encode_basestring_ascii
from typing import Any

_encode = JSONEncoder(separators=(",", ":")).encode
_decode = JSONDecoder().raw_decode


def dumps(value: Any) -> str:
    """Return a value as JSON text."""
    if type(value) is str:
        return encode_basestring_ascii(value)
    return "null" if value is None else _encode(value)


def loads(text: str) -> Any:
    """Return the value of a JSON text of the guest half's. Raises ValueError, RecursionError."""
    return _decode(text)[0]
