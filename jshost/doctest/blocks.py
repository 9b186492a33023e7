"""The code blocks of documentation pages: finding the pages, reading them, and telling each block
by its file, the headings above it and its number below them.

What is hidden from a page's reader speaks to us, in HTML as in Markdown:

    <!-- jshost
    code to run before the next block
    -->
    <!-- jshost page
    code to run before each following block of the page
    -->
    <!-- jshost skip: why the next block is not run -->
"""

from __future__ import annotations

import codecs
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from jshost.errors import InputError
from jshost.frozen import Frozen
from jshost.text import line as shown

HTML_SUFFIXES = (".html", ".htm")
PAGE_SUFFIXES = (".md", ".markdown", *HTML_SUFFIXES)
"""What the names of pages end with; a file of another name is read as Markdown."""

MAX_BYTES = 10 * 1024 * 1024
"""The largest page. Those of the platform's documentation have 60 to 150 KB."""

MAX_BLOCKS = 10_000
MAX_SETUPS = 100
"""The most pieces of set-up code that one block may have before it."""

MAX_FAULTS = 1000
"""How many faults of a page are told; more tell nothing more."""

MAX_TITLE = 1000
"""How many characters of a heading count. A heading that is not closed may be a whole page."""

_OURS = re.compile(r"\s*jshost\b", re.IGNORECASE)
_SETUP = re.compile(r"\s*jshost(?P<lasting>[ \t]+page)?[ \t]*\n(?P<code>.*)", re.DOTALL)
_SKIP = re.compile(r"\s*jshost[ \t]+skip[ \t]*:(?P<reason>.*)", re.DOTALL)
_ALLOWED = (
    '"jshost" or "jshost page" and code in the lines below it, or "jshost skip: " and a reason'
)

# `js`, `js{1,3}`, `js:app.js`, `{.js .numberLines}`, `{js, echo=FALSE}`
_HINT = re.compile(r"\{(?:[^}.]*\s)?\.([^\s,:{}]+)|\{\s*([a-zA-Z][^\s,:{}]*)|([^\s,:{}]+)")

# The labels that pages in Chinese, Japanese, Korean and European languages have, and what browsers
# take them for (Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels).
_CHARSETS = {
    "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252",
    "iso-8859-2": "iso8859_2", "iso-8859-15": "iso8859_15", "windows-1250": "cp1250",
    "windows-1251": "cp1251", "koi8-r": "koi8_r",
}  # fmt: skip
_DECLARED = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class Block(Frozen):
    """One code block of a page.

    `heading` is the path of headings above it, outermost first, without empty ones; `ordinal`
    counts the blocks below the same path from 1. `line` is that of its first line of code. `hint`
    is the language that the page names, in lower case, or `""`. `text` is the code without blank
    lines around it; `setup` the hidden code before it, as lines and code; `skip` the reason why it
    is not to be run.
    """

    file: str
    heading: tuple[str, ...]
    ordinal: int
    line: int
    hint: str
    text: str
    setup: tuple[tuple[int, str], ...] = ()
    skip: str = ""


class Fault(Frozen):
    """Something wrong with a page that does not stop the others. `is_ours` tells a comment of
    jshost's that cannot be used from markup that is broken.
    """

    file: str
    line: int
    message: str
    is_ours: bool = False


class Page(Frozen):
    """What a page holds for us: its blocks in order, and what is wrong in it by line."""

    file: str
    blocks: tuple[Block, ...]
    faults: tuple[Fault, ...]


class Collector:
    """Puts a page together from what its reader finds in it, told in the order of the page."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._blocks: list[Block] = []
        self._faults: list[Fault] = []
        self._headings: list[tuple[int, str]] = []
        self._counts: Counter[tuple[str, ...]] = Counter()
        self._setups: list[_Setup] = []
        self._skip = ""
        self._unused: list[tuple[int, str]] = []

    def heading(self, level: int, title: str) -> None:
        """Take a heading: its level from 1 to 6, and its text."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, " ".join(title.split())[:MAX_TITLE]))

    def code(self, line: int, text: str, hint: str) -> None:
        """Take a block of code, without blank lines around it, and the language as it is named."""
        if len(self._blocks) == MAX_BLOCKS:
            self.refuse(line, f"more than {MAX_BLOCKS:,} code blocks, the most a page may have")
        path = tuple(title for _, title in self._headings if title)
        self._counts[path] += 1
        setup = tuple((setup.line, setup.code) for setup in self._setups)
        self._blocks.append(
            Block(self._file, path, self._counts[path], line, _hint(hint), text, setup, self._skip)
        )
        self._setups = [setup for setup in self._setups if setup.lasting]
        self._skip = ""
        self._unused.clear()

    def comment(self, line: int, text: str) -> None:
        """Take a hidden comment: what stands between `<!--` and `-->`, and where that begins."""
        if not _OURS.match(text):
            return
        if (setup := _SETUP.fullmatch(text)) and setup["code"].strip():
            above, code = trim(setup["code"])
            at = line + text.count("\n", 0, setup.start("code")) + above
            self._set_up(_Setup(at, code, setup["lasting"] is not None))
        elif (skip := _SKIP.fullmatch(text)) and skip["reason"].strip():
            self._leave_out(line, " ".join(skip["reason"].split()))
        else:
            said = f'"{shown(text.strip(), 60)}": expected {_ALLOWED}'
            self.fault(line, said, is_ours=True)

    def fault(self, line: int, message: str, *, is_ours: bool = False) -> None:
        """Note what is wrong in a line, with what was found there in it."""
        if len(self._faults) < MAX_FAULTS:
            self._faults.append(Fault(self._file, line, shown(message), is_ours))

    def refuse(self, line: int, message: str) -> NoReturn:
        """Give up on the whole page. Raises InputError."""
        raise InputError(f"{shown(self._file)}:{line}: {message}")

    def page(self) -> Page:
        """Return all of it."""
        unused = [Fault(self._file, line, message, True) for line, message in self._unused]
        faults = sorted(self._faults + unused, key=lambda fault: fault.line)
        return Page(self._file, tuple(self._blocks), tuple(faults))

    def _set_up(self, setup: _Setup) -> None:
        if len(self._setups) == MAX_SETUPS:
            self.refuse(setup.line, f"more than {MAX_SETUPS} comments with code for one block")
        self._setups.append(setup)
        self._unused.append((setup.line, "set-up code that no code block follows"))

    def _leave_out(self, line: int, reason: str) -> None:
        if self._skip:
            said = "skip: the next code block has such a comment already"
            self.fault(line, said, is_ours=True)
        else:
            self._skip = reason
            self._unused.append((line, "skip: no code block follows"))


class _Setup(Frozen):
    line: int
    code: str
    lasting: bool


def trim(text: str) -> tuple[int, str]:
    """Return how many blank lines code begins with, and the code without those at either end."""
    code = text.lstrip()
    start = text.rfind("\n", 0, len(text) - len(code)) + 1 if code else 0
    return text.count("\n", 0, start), text[start:].rstrip()


def _hint(named: str) -> str:
    found = _HINT.match(named.strip())
    return (found[1] or found[2] or found[3]).lower() if found else ""


def read_page(path: Path, name: str | None = None) -> Page:
    """Return the code blocks of a page; `name` is what it is called, if not by its path.

    Raises InputError for a page that cannot be used at all.
    """
    file = str(path) if name is None else name
    page = Collector(file)
    html = path.suffix.lower() in HTML_SUFFIXES
    text = _decode(_bytes(path, shown(file)), shown(file), html)
    _reader(html)(text, page)
    return page.page()


def _reader(html: bool) -> Callable[[str, Collector], None]:
    if html:
        from jshost.doctest.html import read

        return read
    from jshost.doctest import markdown

    return markdown.read


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{name}: {_kind(path)}; expected a page")
        with path.open("rb") as stream:
            # A sparse file of any size costs its maker nothing.
            size = os.fstat(stream.fileno()).st_size
            found = b"" if size > MAX_BYTES else stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{name}: no such file") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from None
    if max(size, len(found)) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES >> 20} MB, the most a page may be")
    return found


def _kind(path: Path) -> str:
    return "a folder" if path.is_dir() else "neither file nor folder"


def _decode(coded: bytes, name: str, html: bool) -> str:
    """Return the text of a page, its lines ending in LF: by its byte order mark, by what an HTML
    page declares itself, or as UTF-8.
    """
    mark = next((mark for mark in _BOMS if coded.startswith(mark)), b"")
    charset = _BOMS[mark] if mark else _declared(coded) if html else "utf-8"
    body = coded[len(mark) :]
    try:
        text = _lines(body.decode(charset))
    except UnicodeDecodeError as error:
        row = _lines(body[: error.start].decode(charset, "replace")).count("\n") + 1
        what = f"not {charset.upper()}: byte 0x{body[error.start]:02x}; save the page as UTF-8"
        raise InputError(f"{name}:{row}: {what}") from None
    zero = text.find("\0")
    if zero >= 0:
        raise InputError(f"{name}:{text.count(chr(10), 0, zero) + 1}: a NUL byte; expected text")
    return text


def _declared(coded: bytes) -> str:
    # Browsers look at the first 1024 bytes (HTML Standard, "prescan a byte stream").
    found = _DECLARED.search(coded[:1024])
    return _CHARSETS.get(found[1].decode("ascii").lower(), "utf-8") if found else "utf-8"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def find_pages(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Return the pages that paths name, each once, and a line for each path that names none.

    Files are taken as given. Folders are searched for files with one of PAGE_SUFFIXES, in the
    order of their names; hidden folders, `node_modules` and what is a link are left out.
    """
    pages: dict[str, Path] = {}
    faults: list[str] = []
    for path in paths:
        for page in _named(path, faults):
            pages.setdefault(os.path.realpath(page), page)
    return list(pages.values()), faults


def _named(path: Path, faults: list[str]) -> list[Path]:
    try:
        if path.is_dir():
            return _inside(path, faults)
        if path.is_file():
            return [path]
        what = _kind(path) if path.exists() else "no such file or folder"
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    faults.append(f"{shown(str(path))}: {what}")
    return []


def _inside(folder: Path, faults: list[str]) -> list[Path]:
    known = len(faults)
    found = sorted(_below(folder, faults), key=lambda page: page.parts)
    if not found and len(faults) == known:
        faults.append(f"{shown(str(folder))}: no page in it ({' '.join(PAGE_SUFFIXES)})")
    return found


def _below(top: Path, faults: list[str]) -> Iterator[Path]:
    folders, entered = [top], set[str]()
    while folders:
        folder = folders.pop()
        # A junction of Windows is a link that does not look like one.
        if (real := os.path.realpath(folder)) in entered:
            continue
        entered.add(real)
        try:
            with os.scandir(folder) as entries:
                inside = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            faults.append(f"{shown(str(folder))}: cannot be read: {error.strerror}")
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False) and entry.name != "node_modules":
                folders.append(folder / entry.name)
            elif entry.name.lower().endswith(PAGE_SUFFIXES) and entry.is_file(
                follow_symlinks=False
            ):
                yield folder / entry.name
