"""Guest values on the host's side: what `polyfills/05_encode.js` sends, and what it is sent back.

JSON values are themselves. What JSON cannot say arrives tagged, and is one of the classes below.
Everything has the type name that the platform's parameter errors use (`Object.prototype.toString`).
"""

from __future__ import annotations

import json
import struct
import sys
from enum import Enum
from types import NoneType
from typing import Any

from jshost.frozen import Frozen


class Missing(Enum):
    """The value `undefined`."""

    UNDEFINED = "undefined"


UNDEFINED = Missing.UNDEFINED

_SCALARS = frozenset((str, int, bool, type(None)))
_COUNTED_ON = frozenset((
    "String", "Number", "Boolean", "Array", "Function", "Undefined", "Null", "ArrayBuffer",
))  # fmt: skip
_JSON_TYPES = frozenset((str, int, bool, list, dict, type(None)))


class GuestDate(Frozen):
    """A Date: milliseconds since 1970, None for an invalid one."""

    ms: float | None


class GuestBuffer(Frozen):
    """An ArrayBuffer or a view of one, with its bytes."""

    tag: str
    data: bytes


class GuestFunction(Frozen):
    """A function that stays in the guest; `id` is what a synchronous API calls it back by."""

    id: int | None


class GuestObject(Frozen):
    """An object that stays in the guest, such as one of listeners; `id` is what the host names it
    by.
    """

    id: int


class GuestRoom(Frozen):
    """A buffer that stays in the guest, so many bytes long, to be filled with an answer."""

    size: int


class Filled(Frozen):
    """The guest's buffer that the call was given to fill, with these bytes from `offset` on."""

    offset: int
    data: bytes


class Channel(Frozen):
    """A page's EventChannel, which is in the guest already: `page` is the page's number."""

    page: int


class Answering(Frozen):
    """An object with fields, and methods that return what `answers` has for them: JSON both."""

    fields: dict[str, Any]
    answers: dict[str, Any]


class Deep(Frozen):
    """JSON in which buffers, Answering and the like may be at any depth; elsewhere they may be in
    the first level of a result alone.
    """

    value: Any


class Made(Frozen):
    """What a function of a chunk of polyfills/ makes of JSON."""

    chunk: str
    maker: str
    value: Any


class JsonText(Frozen):
    """A text of somebody else that the guest is given as what JSON.parse makes of it; as itself
    where that makes nothing.
    """

    text: str

    def value(self) -> Any:
        """Return the value as people are shown it."""
        try:
            return json.loads(self.text, parse_constant=_no_json, parse_float=_number)
        except (ValueError, RecursionError):
            return self.text


def _no_json(name: str) -> None:
    raise ValueError(name)


def _number(text: str) -> float | None:
    number = float(text)
    return number if abs(number) < float("inf") else None


class Unserializable(Frozen):
    """A value that JSON.stringify refuses: a cycle, a BigInt, a getter that throws."""

    message: str


class Other(Frozen):
    """Any other object (RegExp, Map, Error, …) with what JSON.stringify makes of it."""

    tag: str
    json: Any


_LAST_DATE = 8.64e15
"""The milliseconds since 1970 of the last time that a Date can hold."""

# What a tagged value may hold, by its tag.
_CONTENTS: dict[str, tuple[type, ...]] = {
    "Number": (str,),
    "Function": (int, NoneType),
    "Kept": (int,),
    "Room": (int,),
    "Date": (int, float, NoneType),
    "Unserializable": (str,),
    "Buffer": (list,),
}


def decode(value: Any) -> Any:
    """Return the host's form of one value as the guest half encodes it. Raises ValueError."""
    if not isinstance(value, dict) or "$" not in value:
        return value
    tag: Any = value["$"]
    content: Any = value.get("v")
    expected = _CONTENTS.get(tag) if type(tag) is str else None
    if expected is not None and type(content) not in expected:
        raise ValueError(f"a {tag} of {type(content).__name__}")
    match tag:
        case "Undefined":
            return UNDEFINED
        case "Number":
            return float(content)
        case "Function":
            return GuestFunction(content)
        case "Kept":
            return GuestObject(content)
        case "Room":
            return GuestRoom(content)
        case "Date":
            if content is not None and not abs(content) <= _LAST_DATE:
                raise ValueError("a Date beyond the last one")
            return GuestDate(content)
        case "Unserializable":
            return Unserializable(content)
        case "Buffer":
            return GuestBuffer(str(value.get("t")), _bytes(content))
        case "Other":
            return Other(str(value.get("t")), content)
        case "Object":
            return content
        case "Symbol" | "BigInt":
            return Other(tag, None)
    return Other(str(tag), None)


# Bytes cross as text, two in each UTF-16 unit: see polyfills/15_bytes.js.
_UNITS = f"utf-16-{sys.byteorder[0]}e"


def _units(data: bytes) -> tuple[str, int]:
    size = len(data)
    return (data + b"\0" if size % 2 else data).decode(_UNITS, "surrogatepass"), size


def _bytes(content: list[Any]) -> bytes:
    if tuple(map(type, content)) != (str, int):
        raise ValueError("a Buffer that is no text and size")
    text, size = content
    data: bytes = text.encode(_UNITS, "surrogatepass")
    if not 0 <= len(data) - size <= 1:
        raise ValueError("a Buffer of another size than it says")
    return data if len(data) == size else data[:size]


def type_name(value: Any) -> str:
    """Return the name that the platform's parameter errors give to a value's type."""
    match value:
        case None:
            return "Null"
        case bool():
            return "Boolean"
        case str():
            return "String"
        case int() | float():
            return "Number"
        case list():
            return "Array"
        case GuestDate():
            return "Date"
        case GuestFunction():
            return "Function"
        case GuestRoom():
            return "ArrayBuffer"
        # Guests choose what stands here: it must not pass for a type that handlers count on.
        case GuestBuffer():
            return "ArrayBuffer" if value.tag in _COUNTED_ON else value.tag
        case Other():
            return "Object" if value.tag in _COUNTED_ON else value.tag
        case Missing():
            return "Undefined"
    return "Object"


def as_json(value: Any) -> Any:
    """Return what JSON.stringify would keep of a value; UNDEFINED where it keeps nothing."""
    match value:
        case float() if value != value or value in (float("inf"), float("-inf")):
            return None
        case GuestDate():
            return iso_date(value.ms)
        case GuestBuffer():
            return dict(_buffer_items(value)) if value.tag.endswith("Array") else {}
        case GuestFunction():
            return UNDEFINED
        case Other():
            return UNDEFINED if value.tag in ("Symbol", "BigInt") else value.json
    return value


# How the elements of typed arrays are packed.
_FORMATS = {
    "Int8Array": "b", "Uint8Array": "B", "Uint8ClampedArray": "B",
    "Int16Array": "h", "Uint16Array": "H", "Int32Array": "i", "Uint32Array": "I",
    "Float32Array": "f", "Float64Array": "d",
}  # fmt: skip


def _buffer_items(buffer: GuestBuffer) -> list[tuple[str, int | float | None]]:
    """Return a typed array's elements by index, as JSON.stringify writes them."""
    code = _FORMATS.get(buffer.tag, "B")
    # Guests can give an array another one's name: then there may be bytes left over.
    whole = len(buffer.data) - len(buffer.data) % struct.calcsize(f"<{code}")
    items = struct.iter_unpack(f"<{code}", buffer.data[:whole])
    return [(str(index), as_json(item[0])) for index, item in enumerate(items)]


def iso_date(ms: float | None) -> str | None:
    """Return `Date.prototype.toISOString` of a time, None for an invalid one."""
    if ms is None:
        return None
    days, rest = divmod(int(ms), 86_400_000)
    # JS has years that datetime lacks. Years begin in March here: a leap day is the last of one.
    era, day = divmod(days + 719_468, 146_097)
    year_of_era = (day - day // 1_460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year_of_era + year_of_era // 4 - year_of_era // 100
    month = (5 * day + 2) // 153
    year = era * 400 + year_of_era + (month >= 10)
    shown = f"{year:04d}" if 0 <= year <= 9999 else f"{year:+07d}"
    seconds, milliseconds = divmod(rest, 1000)
    return (
        f"{shown}-{(month + 2) % 12 + 1:02d}-{day - (153 * month + 2) // 5 + 1:02d}"
        f"T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{milliseconds:03d}Z"
    )


def encode(value: Any) -> tuple[Any, bool]:
    """Return what the guest half revives to `value`, and whether that needs reviving at all."""
    if type(value) in _JSON_TYPES and not (isinstance(value, dict) and "$" in value):
        return value, False
    match value:
        case Missing():
            return {"$": "Undefined"}, True
        case GuestDate():
            return {"$": "Date", "v": value.ms}, True
        case Channel():
            return {"$": "Channel", "v": value.page}, True
        case JsonText():
            return {"$": "Json", "v": value.text}, True
        case Answering():
            return {"$": "Answering", "v": [value.fields, value.answers]}, True
        case Made():
            return {"$": "Made", "v": [value.chunk, value.maker, value.value]}, True
        case Deep():
            return {"$": "Deep", "v": _encode_deep(value.value)}, True
        case bytes():
            return {"$": "ArrayBuffer", "v": _units(value)}, True
        case GuestBuffer():
            return _encode_buffer(value), True
        case Filled():
            return {"$": "Filled", "v": [value.offset, *_units(value.data)]}, True
        case float() if value != value or value in (float("inf"), float("-inf")):
            names = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
            return {"$": "Number", "v": names[str(value)]}, True
        case dict() if "$" in value:
            return {"$": "Object", "v": value}, True
    return value, False


def _encode_deep(value: Any) -> Any:
    if isinstance(value, list):
        return [_encode_deep(item) for item in value]
    if isinstance(value, dict) and "$" not in value:
        return {key: _encode_deep(item) for key, item in value.items()}
    return encode(value)[0]


def _encode_buffer(buffer: GuestBuffer) -> dict[str, Any]:
    units = _units(buffer.data)
    # Guests can give a buffer any name: one that it cannot have is none.
    size = struct.calcsize(_FORMATS.get(buffer.tag, "x"))
    if buffer.tag == "DataView" or (buffer.tag in _FORMATS and len(buffer.data) % size == 0):
        return {"$": "View", "v": [buffer.tag, *units]}
    return {"$": "ArrayBuffer", "v": units}


def encode_fields(result: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Encode each field of a result; the flag says whether any needs reviving."""
    if all(type(value) in _SCALARS for value in result.values()):
        return result, False
    encoded = {name: encode(value) for name, value in result.items()}
    return {name: pair[0] for name, pair in encoded.items()}, any(p[1] for p in encoded.values())


def passed_on(value: Any) -> Any:
    """Return a guest's value, or an object's fields, as another guest is given them: what JSON
    keeps of it; buffers, dates and `undefined` as they are.
    """
    if isinstance(value, dict):
        fields = {name: _passed_on(item) for name, item in value.items()}
        return {name: item for name, item in fields.items() if item is not _NOTHING}
    found = _passed_on(value)
    return UNDEFINED if found is _NOTHING else found


def _passed_on(value: Any) -> Any:
    if isinstance(value, GuestBuffer | GuestDate | Missing | float):
        return value
    if isinstance(value, GuestObject | Unserializable):
        return _NOTHING
    kept = as_json(value)
    return _NOTHING if kept is UNDEFINED else kept


_NOTHING = object()


def plain(value: Any) -> Any:
    """Return a value as people are shown it: what JSON can say as it is, the rest by the name of
    its type.
    """
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if type(value) in _JSON_TYPES:
        return value
    if isinstance(value, GuestFunction | GuestObject | Missing | Unserializable):
        return None if value is UNDEFINED else f"[{type_name(value)}]"
    if isinstance(value, JsonText):
        return value.value()
    if isinstance(value, Channel):
        return "[EventChannel]"
    if isinstance(value, Answering):
        return plain(value.fields)
    if isinstance(value, Made):
        return plain(value.value)
    if isinstance(value, Deep):
        return _plain_deep(value.value)
    if isinstance(value, bytes):
        return f"[ArrayBuffer of {len(value)} bytes]"
    if isinstance(value, GuestRoom):
        return f"[ArrayBuffer of {value.size} bytes]"
    if isinstance(value, Filled):
        return f"[ArrayBuffer with {len(value.data)} bytes]"
    if isinstance(value, GuestBuffer):
        return f"[{value.tag} of {len(value.data)} bytes]"
    kept = as_json(value)
    return f"[{type_name(value)}]" if isinstance(kept, Missing) else kept


def _plain_deep(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_deep(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain_deep(item) for key, item in value.items()}
    return plain(value)
