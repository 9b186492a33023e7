"""Files of expectations: what is written is read, and nonsense is told by its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jshost.doctest.expected import MAX_BYTES, file_of, read, write
from jshost.errors import InputError, StateError

EXAMPLES = {
    "Connect > Again #2": {
        "fresh+allow": ['call    authorize {"scope": "scope.record"}', "ok      authorize"],
        "fresh+deny": [],
    },
    "#1": {"fresh+allow @2.0.0": ["console log: == heading", "more    12 lines"]},
}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.md.expected"
    assert write(path, "page.md", EXAMPLES)
    assert read(path) == EXAMPLES
    assert not write(path, "page.md", EXAMPLES)


def test_it_is_made_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "page.md.expected"
    write(path, "page.md", EXAMPLES)
    assert path.read_text("utf-8").split("\n")[:7] == [
        "# What the examples of page.md do. Written by jshost doctest --update.",
        "",
        "== Connect > Again #2",
        "-- fresh+allow",
        'call    authorize {"scope": "scope.record"}',
        "ok      authorize",
        "-- fresh+deny",
    ]


def test_no_file_is_no_expectation(tmp_path: Path) -> None:
    assert read(tmp_path / "page.md.expected") is None


def test_where_nothing_is_expected_no_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "page.md.expected"
    assert not write(path, "page.md", {})
    write(path, "page.md", EXAMPLES)
    assert write(path, "page.md", {})
    assert not path.exists()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("call    login\n", 1, "has no place here"),
        ("-- fresh+allow\n", 1, "has no place here"),
        ("== a #1\nok      login\n", 2, "has no place here"),
        ("== a #1\n-- fresh+allow\nokay\n", 3, "has no place here"),
        ("== a #1\n-- fresh+allow\nlogged in\n", 3, "has no place here"),
        ("== a #1\n-- x\n== a #1\n", 3, "is there already"),
        ("== a #1\n-- x\n-- x\n", 3, "is there already"),
        ("== \n", 1, "has no place here"),
        ("<<<<<<< HEAD\n", 1, "has no place here"),
        ("\x1b[2J\n", 1, r"\\x1b"),
    ],
)
def test_nonsense_is_told_by_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = tmp_path / "page.md.expected"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=rf"page\.md\.expected:{line}: .*{what}.*--update"):
        read(path)


def test_line_ends_of_windows_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "page.md.expected"
    path.write_bytes(b"== a #1\r\n-- x\r\nok      login\r\n")
    assert read(path) == {"a #1": {"x": ["ok      login"]}}


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.md.expected"
    path.write_bytes(b"== a #1\n\xff\n")
    with pytest.raises(InputError, match=r":2: not UTF-8"):
        read(path)
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 10 MB"):
        read(path)
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="a folder in the place of a file")
def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StateError, match="cannot be written"):
        write(tmp_path / "file" / "page.md.expected", "page.md", EXAMPLES)


def test_where_they_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = Path("docs/en/a.md")
    assert file_of(page, None) == Path("docs/en/a.md.expected")
    assert file_of(page, Path("kept")) == Path("kept/docs/en/a.md.expected")
    assert file_of(Path("/elsewhere/a.md"), Path("kept")) == Path("kept/a.md.expected")
