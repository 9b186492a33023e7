"""JSON as it crosses between host and guest: ASCII text, and no more work than needed.

What a guest's side sends is hostile: it is bounded before anything works on it.
"""

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


class TooLarge(ValueError):
    """A message with more values than are taken in at once; an honest guest may send one."""


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_decode = JSONDecoder(parse_constant=_refuse).raw_decode

MAX_DEPTH = 128
"""How deep what a guest sends may be nested. Its half of the host stops at 100."""
MAX_ITEMS = 1_000_000
"""How many values one message may have: each takes far more memory here than in the text."""


def dumps(value: Any) -> str:
    """Return a value as JSON text."""
    if type(value) is str:
        return encode_basestring_ascii(value)
    return "null" if value is None else "".join(_encode(value, 0))


def loads(text: str) -> Any:
    """Return the value of a JSON text from a guest's side. Raises ValueError for what is no JSON
    (as NaN is none) or too deep, TooLarge for too many values.
    """
    openers = text.count("[") + text.count("{")
    if len(text) > MAX_ITEMS and openers + text.count(",") > MAX_ITEMS:
        raise TooLarge(f"more than {MAX_ITEMS:,} values in one message")
    try:
        value, end = _decode(text)
    except RecursionError:
        raise ValueError("a message that is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"no JSON: {str(error)[:200]}") from None
    if end != len(text):
        raise ValueError(f"no JSON: more after its end at character {end}")
    if openers > MAX_DEPTH:
        _check_depth(value)
    return value


def _check_depth(value: Any) -> None:
    """Look at a value level by level. Raises ValueError for what is too deep."""
    level = [value]
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ValueError(f"a message nested more than {MAX_DEPTH} levels deep")
        below: list[Any] = []
        for item in level:
            if type(item) is list:
                below += item
            elif type(item) is dict:
                below += item.values()
        level = below
