"""JSON as WeChat's tools take it in app.json and the like: with comments and trailing commas.

Whatever is no JSON is told by line and column; so is a value that is not what it should be, by
`Document.where`.
"""

from __future__ import annotations

import json
import re
from math import isinf
from typing import Any, NoReturn

from jshost.errors import InputError
from jshost.text import line

MAX_DEPTH = 100
"""How deep values may be nested: a fixed number, so that no version of Python decides."""

Path = tuple[str | int, ...]
_Node = tuple[int, "dict[str | int, _Node] | None"]

# Compiled when they are needed: most files are plain JSON, and their values what they should be.
# A string need not end, so that text that is no JSON is read in one pass too.
_STRING = r'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"?'
_COMMENT = _STRING + r"|//[^\n]*+|/\*[\s\S]*?\*/|(?P<open>/\*[\s\S]*+)"
_COMMA = _STRING + r"|[\[{,][ \t\r\n]*+,|,(?=[ \t\r\n]*+[\]}])"
_BRACKET = _STRING + r"|[\[{]|[\]}]"
_TOKEN = rf'(?P<key>{_STRING})\s*+:|{_STRING}|[\[{{]|[\]}}]|[^\s\[\]{{}}:,"]++'
_FOUND = r'"[^"\n]{0,30}"?|[^\s\[\]{}:,"]{1,30}|.'


class Document:
    """A JSON text: its `value`, and where in the file each part of it stands."""

    def __init__(self, value: Any, name: str, text: str) -> None:
        self.value = value
        self.name = name
        self._text = text
        self._nodes: _Node | None = None

    def position(self, path: Path = ()) -> tuple[int, int]:
        """Return line and column, from 1, of the value at a path, or of the nearest parent that is
        there.
        """
        if self._nodes is None:
            self._nodes = _index(self._text)
        at, children = self._nodes
        for step in path:
            if children is None or step not in children:
                break
            at, children = children[step]
        return _position(self._text, at)

    def where(self, path: Path = ()) -> str:
        """Return that position as errors begin: `app.json:3:5`."""
        row, column = self.position(path)
        return f"{self.name}:{row}:{column}"


def parse(text: str, name: str) -> Document:
    """Return what a file says. Raises InputError with the file's name, line and column."""
    text = text.removeprefix("\ufeff")
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        text = _clean(text, name)
        value = _decode(text, name)
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _check_depth(text, name)
    return Document(value, name, text)


class _Refused(ValueError):
    """A number that JSON has not, or that no JavaScript number is."""


def _refuse(token: str) -> NoReturn:
    raise _Refused(token)


def _int(token: str) -> int:
    return int(token) if len(token) < 300 else _refuse(token)


def _float(token: str) -> float:
    number = float(token)
    return _refuse(token) if isinf(number) else number


_DECODER = json.JSONDecoder(parse_int=_int, parse_float=_float, parse_constant=_refuse)


def _clean(text: str, name: str) -> str:
    """Return the text with blanks in the place of comments and trailing commas."""

    def blank(match: re.Match[str]) -> str:
        if match["open"]:
            _fail(text, name, match.start(), 'a comment that does not end; expected "*/"')
        return match[0] if match[0][0] == '"' else re.sub(r"[^\n]", " ", match[0])

    text = re.sub(_COMMENT, blank, text)
    return re.sub(_COMMA, lambda match: " " if match[0] == "," else match[0], text)


def _decode(text: str, name: str) -> Any:
    if not text.strip(" \t\r\n"):
        _fail(text, name, 0, "empty; expected JSON")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        expected, at = _expectation(error)
        _fail(text, name, at, f"expected {expected}, found {_found(text, at)}")
    except _Refused as error:
        at = _token_at(text, error.args[0])
        _fail(text, name, at, f"expected a finite number, found {_found(text, at)}")
    except RecursionError:
        _check_depth(text, name)
        raise InputError(f"{name}: nested too deep to be read") from None


# What Python's decoder says, and what a person is told.
_EXPECTED = {
    "Expecting property name": "a name in double quotes",
    "Expecting ':'": '":"',
    "Expecting ','": '"," or a closing bracket',
    "Expecting value": "a value",
    "Unterminated string": "a string that ends with a double quote",
    "Invalid control character": "a closing double quote or an escape such as \\n",
    "Invalid \\u": "four hexadecimal digits after \\u",
    "Invalid \\": 'an escape such as \\n or \\"',
    "Extra data": "the end of the file",
}


def _expectation(error: json.JSONDecodeError) -> tuple[str, int]:
    for beginning, expected in _EXPECTED.items():
        if error.msg.startswith(beginning):
            return expected, error.pos
    return f"JSON ({error.msg})", error.pos


_UNPRINTED = {
    "": "the end of the file",
    "\r": "the end of the line",
    "\n": "the end of the line",
    "\t": "a tab",
}


def _found(text: str, at: int) -> str:
    if text[at : at + 1] in _UNPRINTED:
        return _UNPRINTED[text[at : at + 1]]
    match = re.match(_FOUND, text[at : at + 40])
    found = line(match[0] if match else text[at])
    return f"the string {found}" if found[0] == '"' else f'"{found}"'


def _token_at(text: str, token: str) -> int:
    """Return where a number or word stands first, outside of strings."""
    found = (match.start() for match in re.finditer(_TOKEN, text) if match[0].startswith(token))
    return next(found, 0)


def _check_depth(text: str, name: str) -> None:
    depth = 0
    for match in re.finditer(_BRACKET, text):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            message = f"nested too deep; expected at most {MAX_DEPTH} levels"
            _fail(text, name, match.start(), message)


def _index(text: str) -> _Node:
    """Return where each value of a JSON text begins, as a tree that has the shape of the values."""
    top: dict[str | int, _Node] = {}
    open_values = [top]
    key: str | None = None
    for match in re.finditer(_TOKEN, text):
        if match["key"]:
            key = json.loads(match["key"])
        elif match[0] in "]}":
            open_values.pop()
        else:
            inner: dict[str | int, _Node] | None = {} if match[0] in "[{" else None
            around = open_values[-1]
            around[len(around) if key is None else key] = (match.start(), inner)
            key = None
            if inner is not None:
                open_values.append(inner)
    return top[0]


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _fail(text: str, name: str, at: int, message: str) -> NoReturn:
    row, column = _position(text, at)
    raise InputError(f"{name}:{row}:{column}: {message}") from None
