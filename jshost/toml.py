"""TOML files, with the line of every key: what is wrong in one is told by file and line.

The values are tomllib's. The lines are those of a scanner that knows just as much of TOML as it
takes to find keys and items. It comes first, for it also bounds what tomllib is given, which needs
quadratic time and memory for a key of very many parts (measured on CPython 3.11).
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from jshost.errors import InputError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64
"""How deep values may be nested: the parts of the longest path to a value."""
MAX_BARE = 500
"""How long a value without quotes may be. Python writes out no number of very many digits."""

Keys = tuple[str | int, ...]
"""The way to a value: names of keys, and places in lists, from 0."""

# Compiled when a file is read. What a string may hold is wider than in TOML, never narrower.
_BLANKS = r"(?:[ \t\n]++|#[^\n]*+)*+"
_QUOTED = r'"(?:[^"\\\n]++|\\.)*+"' + r"|'[^'\n]*+'"
_PART = rf"[A-Za-z0-9_-]++|{_QUOTED}"
_SCALAR = (
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{3,5}' + r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    rf"|{_QUOTED}" + r"|(?P<bare>[^\s\"'\[\]{},#][^,\]}#\n]*+)"
)
_WHERE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


class Document:
    """A TOML text: its `value`, and where in the file each part of it stands."""

    def __init__(self, value: dict[str, Any], name: str, root: _Place) -> None:
        self.value = value
        self.name = name
        self._root = root

    def line(self, keys: Keys = ()) -> int:
        """Return the line, from 1, of a key or an item, or of the nearest one around it that is
        there.
        """
        place = self._root
        for key in keys:
            inner = (place.inner or {}).get(key)
            if inner is None:
                break
            place = inner
        return place.line

    def where(self, keys: Keys = ()) -> str:
        """Return that line as errors begin: `scenario.toml:3`."""
        return f"{self.name}:{self.line(keys)}"


def read(path: Path) -> Document:
    """Return what a file says. Raises InputError with its name, the line and, if known, the
    column.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path}: a folder, not a file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return parse(_decode(data, str(path)), str(path))


def parse(text: str, name: str) -> Document:
    """Return what a text says; `name` stands in errors, which are those of `read`."""
    import tomllib

    text = text.replace("\r\n", "\n")  # as tomllib has it
    root = _Scanner(text, name).scan()
    try:
        return Document(tomllib.loads(text), name, root)
    except RecursionError:
        raise InputError(f"{name}: nested too deep to be read here") from None
    except ValueError as error:
        raise InputError(_fault(str(error), text, name)) from None


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES >> 20} MB, the most that it may be")
    zero = data.find(0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "not UTF-8"
        where = f"{name}:{data.count(10, 0, error.start) + 1}"
        found = f"byte 0x{data[error.start]:02x}"
        raise InputError(f"{where}: {what} ({found}); save the file as UTF-8") from None
    if zero >= 0:
        where = f"{name}:{data.count(10, 0, zero) + 1}"
        raise InputError(f"{where}: a NUL byte; no TOML, or damaged")
    return text.removeprefix("\ufeff")


def _fault(said: str, text: str, name: str) -> str:
    """Return what tomllib says of a text, with the place in front."""
    from jshost.text import line

    place = re.search(_WHERE, said)
    what = line(re.sub(_WHERE, "", said).replace(*_OVERWRITES))
    what = what[:1].lower() + what[1:]
    if place is None:
        return f"{name}: {what}"
    if place[1] is None:
        # What cannot be is no matter of the end: it has been read up to there.
        end = "" if said.startswith("Cannot") else ", at the end of the file"
        return f"{name}:{text.rstrip().count(chr(10)) + 1}: {what}{end}"
    return f"{name}:{place[1]}:{place[2]}: {what}"


_OVERWRITES = ("Cannot overwrite a value", "this key, or one around it, has a value already")
"""What tomllib says of keys that are there twice, and what a person is told."""


class _Place:
    """Where a key or an item begins; what is inside, and for an array of tables its last one."""

    __slots__ = ("depth", "inner", "last", "line")

    def __init__(self, line: int, depth: int) -> None:
        self.line = line
        self.depth = depth
        self.inner: dict[str | int, _Place] | None = None
        self.last: _Place | None = None


class _NoToml(Exception):
    """The text goes on with something that tomllib refuses too."""


class _Scanner:
    """Finds the keys of a text, in one pass. It accepts more than TOML, and ends where it cannot go
    on: telling what is wrong is left to tomllib.
    """

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._at = 0
        self._line = 1
        self._counted = 0
        self._blanks = re.compile(_BLANKS).match
        self._part = re.compile(_PART).match
        self._scalar = re.compile(_SCALAR).match

    def scan(self) -> _Place:
        """Return the places of all keys. Raises InputError where the text is nested too deep."""
        root = _Place(1, 0)
        with suppress(_NoToml):
            self._read_statements(root)
        return root

    def _read_statements(self, root: _Place) -> None:
        table = root
        while self._skip() < len(self._text):
            if self._take("[["):
                table = self._read_key(root)
                table.last = self._enter(table, len(table.inner or ()))
                self._expect("]]")
            elif self._take("["):
                table = self._read_key(root)
                self._expect("]")
            else:
                self._read_pair(table)

    def _read_pair(self, table: _Place) -> None:
        place = self._read_key(table)
        self._expect("=")
        self._read_value(place)

    def _read_key(self, place: _Place) -> _Place:
        """Read a key of one or more parts in the table at `place`; return its place."""
        while True:
            place = self._enter(place.last or place, self._read_part())
            if not self._take("."):
                return place

    def _read_part(self) -> str:
        self._skip()
        part = self._match(self._part)[0]
        if part[0] not in "\"'":
            return part
        return _unescaped(part) if part[0] == '"' and "\\" in part else part[1:-1]

    def _read_value(self, place: _Place) -> None:
        if self._take("["):
            self._read_items(place)
        elif self._take("{"):
            while not self._take("}"):
                self._read_pair(place)
                if not self._take(","):
                    return self._expect("}")
        else:
            bare = self._match(self._scalar)["bare"]
            if bare is not None and len(bare.rstrip()) > MAX_BARE:
                self._fail(f"{len(bare):,} characters without quotes")
        return None

    def _read_items(self, array: _Place) -> None:
        index = 0
        while not self._take("]"):
            place = array
            # What is no place of its own has the array's line.
            if self._text[self._at : self._at + 1] in ("[", "{") or self._here() != array.line:
                place = self._enter(array, index)
            self._read_value(place)
            if not self._take(","):
                return self._expect("]")
            index += 1
        return None

    def _enter(self, place: _Place, key: str | int) -> _Place:
        if place.inner is None:
            place.inner = {}
        found = place.inner.get(key)
        if found is None:
            if place.depth == MAX_DEPTH:
                self._fail(f"nested too deep; at most {MAX_DEPTH} levels are read")
            found = place.inner[key] = _Place(self._here(), place.depth + 1)
        return found

    def _here(self) -> int:
        """Return the line that the scanner has come to."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _skip(self) -> int:
        """Go past blanks, ends of lines and comments."""
        found = self._blanks(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return self._at

    def _take(self, mark: str) -> bool:
        self._skip()
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise _NoToml

    def _match(self, pattern: Any) -> re.Match[str]:
        found: re.Match[str] | None = pattern(self._text, self._at)
        if found is None:
            raise _NoToml
        self._at = found.end()
        return found

    def _fail(self, what: str) -> NoReturn:
        raise InputError(f"{self._name}:{self._here()}: {what}")


def _unescaped(part: str) -> str:
    """Return what a quoted part of a key stands for."""
    import tomllib

    try:
        return str(tomllib.loads(f"part = {part}")["part"])
    except ValueError:
        raise _NoToml from None
