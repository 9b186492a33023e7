"""Parsing within bounds, and where things stand."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from jshost import syntax
from jshost.syntax import Source, SyntaxFault


def source(text: str, max_bytes: int = 1 << 20, seconds: float = 4.0) -> Source:
    return Source(text.encode(), max_bytes, time.thread_time() + seconds)


def test_a_tree_of_what_is_right() -> None:
    read = source("a(1)")
    root = read.parse()
    assert not root.has_error
    assert [read.of(node) for node in read.find(root, "(identifier) @name")["name"]] == ["a"]


def test_what_is_wrong_is_left_in_the_tree() -> None:
    read = source("let b = ;\na(1)")
    root = read.parse()
    assert root.has_error
    found = read.find(root, "(identifier) @name (number) @number (string) @text")
    assert sorted(map(read.of, found["name"])) == ["a", "b"]
    assert list(map(read.of, found["number"])) == ["1"]
    assert found["text"] == []


@pytest.mark.parametrize(
    ("text", "before", "position"),
    [
        ("abc", "", (1, 1)),
        ("abc", "ab", (1, 3)),
        ("a\nb\r\nc\rd\u2028e\u2029f", "a\nb\r\nc\rd\u2028e\u2029", (6, 1)),
        ("a\r\nb", "a\r", (1, 3)),
        ("a\n\n", "a\n\n", (3, 1)),
        ("é😀x", "é😀", (1, 3)),
        ("a\n名b", "a\n名", (2, 2)),
    ],
)
def test_positions(text: str, before: str, position: tuple[int, int]) -> None:
    assert source(text).position(len(before.encode())) == position


def test_faults_know_their_place() -> None:
    with pytest.raises(SyntaxFault) as caught:
        source("a\n b").fault(3, "not here")
    assert (str(caught.value), caught.value.line, caught.value.column) == ("not here", 2, 2)


@pytest.mark.parametrize(
    ("size", "said"), [(1 << 20, "larger than 1 MB"), (64 << 10, "larger than 64 KB")]
)
def test_only_so_much_is_parsed(size: int, said: str) -> None:
    assert source(" " * size, size).parse().type == "program"
    with pytest.raises(SyntaxFault, match=said):
        source(" " * (size + 1), size).parse()


def test_parsing_takes_only_so_long() -> None:
    with pytest.raises(SyntaxFault, match="takes too long to parse"):
        source("a()\n" * 1_000, seconds=0).parse()


def test_looking_takes_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    read = source("a()")
    root = read.parse()
    monkeypatch.setattr(syntax, "thread_time", lambda: float("inf"))
    with pytest.raises(SyntaxFault, match="takes too long to parse"):
        read.find(root, "(identifier) @name")


def test_what_is_hopeless() -> None:
    wrong = source("@" * 30_000)
    assert wrong.is_hopeless(wrong.parse())
    right = source("a;" * 30_000)
    assert not right.is_hopeless(right.parse())
    empty = source(f"a\n{';' * 30_000}")
    with pytest.raises(SyntaxFault, match="20,000 commas or semicolons in a row") as caught:
        empty.is_hopeless(empty.parse())
    assert caught.value.line == 2


@pytest.mark.parametrize("text", ["(" * 20_000, "a(" * 20_000, "{" * 20_000, "a\0b\ufeff"])
def test_anything_is_parsed(text: str) -> None:
    read = source(text)
    root = read.parse()
    assert root.end_byte <= len(read.data)
    read.find(root, "(call_expression) @call")


def test_the_parser_is_loaded_when_there_is_something_to_parse() -> None:
    script = (
        "import sys, time; from jshost.syntax import Source\n"
        "read = Source(b'a', 9, time.thread_time() + 9); assert 'tree_sitter' not in sys.modules\n"
        "read.parse(); assert 'tree_sitter' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
