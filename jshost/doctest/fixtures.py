"""`jshost.toml`: what examples need that does not stand on their pages. The one that counts is the
nearest, in the page's folder or above it.

    [names]                             # for all pages: values, or JavaScript expressions
    deviceId = "A4:C1:38:00:11:22"
    ctx = { js = "wx.createCanvasContext('c')" }

    [files]                             # of the phone (wxfile://…), or what require() finds
    "utils/auth.js" = "files/auth.js"

    [pages."ble.md"]                    # of one page: names, files, scenario
    scenario = "scenarios/android.toml"

    [pages."ble.md".blocks."Connect > Again #2"]    # of one block on it

    [broken]                            # what is known to be wrong, and why
    "ble.md: Connect > Again #2" = "shows a mistake"
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from jshost.doctest.names import KNOWN
from jshost.errors import InputError
from jshost.frozen import Frozen
from jshost.text import line as shown
from jshost.toml import Document, Keys, read
from jshost.world.scenario import Scenario, load

NAME = "jshost.toml"
_IDENTIFIER = re.compile(r"[^\W\d][\w$]*|[$][\w$]*")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_SETTINGS = ("names", "files", "scenario")
T = TypeVar("T")


class Fixtures(Frozen):
    """What an example is given: JavaScript expressions by name, files by path, and a scenario."""

    names: Mapping[str, str] = _NOTHING
    files: Mapping[str, Path] = _NOTHING
    scenario: Scenario | None = None

    def over(self, other: Fixtures) -> Fixtures:
        """Return these with what `other` has besides."""
        return Fixtures(
            {**other.names, **self.names},
            {**other.files, **self.files},
            self.scenario or other.scenario,
        )


class Folder:
    """What the jshost.toml of one folder says; `faults` has a line for each thing that is wrong
    with it. What is wrong is left out.
    """

    def __init__(self, folder: Path, document: Document | None = None) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self._document = document
        self._all = Fixtures()
        self._pages: dict[str, Fixtures] = {}
        self._blocks: dict[tuple[str, str], Fixtures] = {}
        self._broken: dict[str, str] = {}
        self._used: set[Keys] = set()
        if document is not None:
            self._read(document.value)

    def of(self, page: Path, block: str) -> Fixtures:
        """Return what a block of a page is given; `block` is its heading path and ordinal."""
        name = self._name(page)
        self._used |= {("pages", name), ("pages", name, "blocks", block)}
        own = self._blocks.get((name, block), Fixtures())
        return own.over(self._pages.get(name, Fixtures())).over(self._all)

    def broken(self, page: Path, block: str) -> str:
        """Return why a block is known to be broken, "" where it is not."""
        name = f"{self._name(page)}: {block}"
        self._used.add(("broken", name))
        return self._broken.get(name, "")

    def unused(self, pages: list[Path]) -> Iterator[str]:
        """Say which settings are of pages and blocks that are not there; `pages` are those that
        were asked for with `of`.
        """
        known = {self._name(page) for page in pages}
        for page, settings in self._table(("pages",)).items():
            if page not in known:
                if not (self.folder / page).is_file():
                    yield self._said(("pages", page), "there is no such page")
                continue
            for block in settings.get("blocks", {}) if isinstance(settings, dict) else ():
                if ("pages", page, "blocks", block) not in self._used:
                    keys = ("pages", page, "blocks", block)
                    yield self._said(keys, f"{page} has no block {shown(block)!r}")
        for name in self._broken:
            page = name.partition(": ")[0]
            if ("broken", name) not in self._used and (page in known or not self._is_page(page)):
                yield self._said(("broken", name), f"there is no block {shown(name)!r}")

    def _is_page(self, page: str) -> bool:
        return (self.folder / page).is_file()

    def _name(self, page: Path) -> str:
        try:
            return page.resolve().relative_to(self.folder).as_posix()
        except ValueError:
            return page.name

    # -- reading --

    def _read(self, table: dict[str, Any]) -> None:
        self._check_keys((), table, ("names", "files", "pages", "broken"))
        self._all = self._fixtures((), table)
        for page, settings in self._table(("pages",)).items():
            keys: Keys = ("pages", page)
            if not self._is_table(keys, settings):
                continue
            self._check_keys(keys, settings, (*_SETTINGS, "blocks"))
            self._pages[page] = self._fixtures(keys, settings)
            for block, own in self._table((*keys, "blocks")).items():
                if self._is_table((*keys, "blocks", block), own):
                    self._check_keys((*keys, "blocks", block), own, _SETTINGS)
                    self._blocks[page, block] = self._fixtures((*keys, "blocks", block), own)
        for name, reason in self._table(("broken",)).items():
            if isinstance(reason, str) and reason:
                self._broken[name] = reason
            else:
                self._fault(("broken", name), "should be the reason, a string")

    def _fixtures(self, keys: Keys, table: dict[str, Any]) -> Fixtures:
        scenario = {key: table[key] for key in ("scenario",) if key in table}
        return Fixtures(
            dict(self._each((*keys, "names"), table.get("names", {}), _expression)),
            dict(self._each((*keys, "files"), table.get("files", {}), self._file)),
            dict(self._each(keys, scenario, self._scenario)).get("scenario"),
        )

    def _each(
        self, keys: Keys, table: Any, read: Callable[[str, Any], T]
    ) -> Iterator[tuple[str, T]]:
        """Yield what `read` makes of the values of a table; what it refuses is a fault."""
        for name, value in table.items() if isinstance(table, dict) else ():
            try:
                yield name, read(name, value)
            except InputError as error:
                self._fault((*keys, name), str(error))

    def _file(self, name: str, value: Any) -> Path:
        if not isinstance(value, str):
            raise InputError("should be the path of a file")
        path = self.folder / value
        if not path.is_file():
            raise InputError(f"there is no file {shown(value)!r}")
        return path

    def _scenario(self, name: str, value: Any) -> Scenario:
        if not isinstance(value, str):
            raise InputError("should be the path of a scenario file")
        return load(self.folder / value)

    def _table(self, keys: Keys) -> dict[str, Any]:
        """Return a table, an empty one where there is none, or something else."""
        value: Any = self._document.value if self._document else {}
        for key in keys:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        return value if isinstance(value, dict) else {}

    def _is_table(self, keys: Keys, value: Any) -> bool:
        if not isinstance(value, dict):
            self._fault(keys, "should be a table")
        return isinstance(value, dict)

    def _check_keys(self, keys: Keys, table: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in table.keys() - set(known):
            self._fault((*keys, key), f"unknown key; there are {', '.join(known)}")
        for key in ("names", "files", "pages", "blocks", "broken"):
            if key in table and key in known:
                self._is_table((*keys, key), table[key])

    def _fault(self, keys: Keys, what: str) -> None:
        text = self._said(keys, what)
        if text not in self.faults:
            self.faults.append(text)

    def _said(self, keys: Keys, what: str) -> str:
        assert self._document is not None
        path = ".".join(shown(str(key)) for key in keys)
        return f"{self._document.where(keys)}: {path}: {what}"


def _expression(name: str, value: Any) -> str:
    """Return the JavaScript of a name's value. Raises InputError."""
    if not _IDENTIFIER.fullmatch(name):
        raise InputError("can be no name in JavaScript")
    if name in KNOWN:
        raise InputError("the platform has that name already")
    if isinstance(value, dict) and value.keys() == {"js"} and isinstance(value["js"], str):
        return f"({value['js']}\n)"
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        raise InputError('should be JSON, or { js = "an expression" }') from None


def find(page: Path, known: dict[Path, Folder]) -> Folder:
    """Return the fixtures that count for a page; `known` are those of folders that were looked into
    before. A file that cannot be read at all is a fault too.
    """
    start = page.resolve().parent
    for folder in (start, *start.parents):
        if folder not in known and (folder / NAME).is_file():
            known[folder] = _read_folder(folder)
        if folder in known:
            return known[folder]
    return known.setdefault(start, Folder(start))


def _read_folder(folder: Path) -> Folder:
    try:
        return Folder(folder, read(_near(folder / NAME)))
    except InputError as error:
        found = Folder(folder)
        found.faults.append(str(error))
        return found


def _near(path: Path) -> Path:
    """Return a path as people write it: from where they are, if it is below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
