"""What examples are expected to do: a text file for each page, written by `--update` and compared
ever after.

    == Connect > Again #2
    -- fresh+allow
    call    authorize {"scope": "scope.record"}
    …

A section for each example, in it a part for each run, in that the lines of its transcript.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from jshost.errors import InputError, StateError
from jshost.text import line as shown

SUFFIX = ".expected"
MAX_BYTES = 10 * 1024 * 1024
_WORDS = "call|ok|fail|prompt|choice|event|step|console|error|wait|exit|note|more"
_LINE = re.compile(rf"(?:{_WORDS}) (?: *\S.*)?|(?:{_WORDS})")

Runs = dict[str, list[str]]
"""The transcripts of an example, by the label of the run."""


def file_of(page: Path, folder: Path | None) -> Path:
    """Return where the expectations of a page are kept: beside it, or at the same place below a
    folder.
    """
    if folder is None:
        return page.with_name(page.name + SUFFIX)
    try:
        below = page.resolve().relative_to(Path.cwd())
    except ValueError:
        below = Path(page.name)
    return folder / below.with_name(below.name + SUFFIX)


def read(path: Path) -> dict[str, Runs] | None:
    """Return the expectations of a page by the names of its blocks, None where there is no file.
    Raises InputError with file and line for anything that `write` does not write.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if data is None:
        raise InputError(f"{path}: larger than {MAX_BYTES >> 20} MB, the most that it may be")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = data.count(10, 0, error.start) + 1
        raise InputError(f"{path}:{where}: not UTF-8; --update writes it anew") from None
    return _parse(text, path)


def _parse(text: str, path: Path) -> dict[str, Runs]:
    found: dict[str, Runs] = {}
    runs: Runs | None = None
    lines: list[str] | None = None
    for number, row in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if row.startswith("#") or not row.strip():
            continue
        kind, name = row[:3], row[3:].strip()
        if kind == "== " and name and name not in found:
            found[name] = runs = {}
            lines = None
        elif kind == "-- " and name and runs is not None and name not in runs:
            runs[name] = lines = []
        elif lines is not None and _LINE.fullmatch(row):
            lines.append(row)
        else:
            twice = name in found if kind == "== " else kind == "-- " and name in (runs or {})
            what = "is there already" if twice else "has no place here"
            said = f"{shown(row, 60)!r} {what}"
            raise InputError(f"{path}:{number}: {said}; --update writes the file anew")
    return found


def write(path: Path, page: str, examples: Mapping[str, Mapping[str, Iterable[str]]]) -> bool:
    """Write the expectations of a page; return whether that changed anything. Where there are none,
    no file is left. Raises StateError.
    """
    try:
        before = path.read_bytes() if path.exists() else None
        if not examples:
            path.unlink(missing_ok=True)
            return before is not None
        data = _text(page, examples).encode()
        if data == before:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise StateError(f"{path}: cannot be written: {error.strerror}") from error
    return True


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole, or leave it as it was."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)


def _text(page: str, examples: Mapping[str, Mapping[str, Iterable[str]]]) -> str:
    parts = [f"# What the examples of {page} do. Written by jshost doctest --update.\n"]
    for name, runs in examples.items():
        parts.append(f"\n== {name}\n")
        for label, lines in runs.items():
            parts.append("\n".join((f"-- {label}", *lines, "")))
    return "".join(parts)
