"""JSON as it crosses between host and guest: ASCII text, and no more work than needed."""

from __future__ import annotations

from json import JSONDecoder, JSONEncoder
from json import encoder as json_encoder
from json.encoder import encode_basestring_ascii
from typing import Any

_encoder = JSONEncoder(separators=(",", ":"))


def _make_encode() -> Any:
    """Return the C encoder that JSONEncoder makes anew for each value, made once."""
    c_make_encoder = getattr(json_encoder, "c_make_encoder", None)
    if c_make_encoder is None:
        return lambda value, level: _encoder.iterencode(value)
    return c_make_encoder(
        None, _encoder.default, encode_basestring_ascii, None, ":", ",", False, False, True
    )


_encode = _make_encode()
_decode = JSONDecoder().raw_decode


def dumps(value: Any) -> str:
    """Return a value as JSON text."""
    if type(value) is str:
        return encode_basestring_ascii(value)
    return "null" if value is None else "".join(_encode(value, 0))


def loads(text: str) -> Any:
    """Return the value of a JSON text of the guest half's. Raises ValueError, RecursionError."""
    return _decode(text)[0]
