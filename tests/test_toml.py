"""TOML with positions: the values are tomllib's, and every key and item has its line."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jshost import toml
from jshost.errors import InputError
from jshost.toml import Keys

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc, /dev or limits")


def lines_of(text: str) -> dict[Keys, int]:
    """Return the line of every key and every item of a text."""
    document = toml.parse(text, "s.toml")
    return {keys: document.line(keys) for keys in paths(document.value)}


def paths(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    """Return the way to every key and item of a value."""
    inside = enumerate(value) if isinstance(value, list) else ()
    for key, inner in value.items() if isinstance(value, dict) else inside:
        yield (*keys, key)
        yield from paths(inner, (*keys, key))


def fault(text: str) -> str:
    with pytest.raises(InputError) as caught:
        toml.parse(text, "s.toml")
    return str(caught.value)


# -- positions ------------------------------------------------------------------------------------

LINES: dict[str, tuple[str, dict[Keys, int]]] = {
    "keys": ("a = 1\n\n# c\nb = 2 # c", {("a",): 1, ("b",): 4}),
    "table": ("\n[a]\nb = 1\n[a.c]\nd = 2", {("a",): 2, ("a", "b"): 3, ("a", "c"): 4,
                                             ("a", "c", "d"): 5}),
    "table inside of one that follows": ("[a.b]\n[a]\nc = 1", {("a",): 1, ("a", "b"): 1,
                                                             ("a", "c"): 3}),
    "dotted": ("a . b.c = 1\na.\"d\" = 2", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1,
                                            ("a", "d"): 2}),
    "array of tables": ("[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 1\n[[a.e]]\n[[a.e]]\n[[a]]\n[[a.e]]", {
        ("a",): 1, ("a", 0): 1, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "c"): 4,
        ("a", 1, "c", "d"): 5, ("a", 1, "e"): 6, ("a", 1, "e", 0): 6, ("a", 1, "e", 1): 7,
        ("a", 2): 8, ("a", 2, "e"): 9, ("a", 2, "e", 0): 9,
    }),
    "blanks in headers": ("[ a . 'b' ]\n[[ c ]]\n\td\t=\t1", {
        ("a",): 1, ("a", "b"): 1, ("c",): 2, ("c", 0): 2, ("c", 0, "d"): 3,
    }),
    "list": ("a = [ # [\n 1, # 2,\n\n 'x,]', [\n 2 ],\n # ]\n]\nb = 1", {
        ("a",): 1, ("a", 0): 2, ("a", 1): 4, ("a", 2): 4, ("a", 2, 0): 5, ("b",): 8,
    }),
    "inline tables": ("a = { b = 1, c.d = [\n1], 'e' = {} }\nf = [{g=1},\n{g=2}]", {
        ("a",): 1, ("a", "b"): 1, ("a", "c"): 1, ("a", "c", "d"): 1, ("a", "c", "d", 0): 2,
        ("a", "e"): 2, ("f",): 3, ("f", 0): 3, ("f", 0, "g"): 3, ("f", 1): 4, ("f", 1, "g"): 4,
    }),
    "strings that look like keys": (
        'a = """\nb = 1\n[c]\n"""\nd = \'\'\'\n"""\n\'\'\'\ne = "[f] # \\" \'"\ng = \'\\\'',
        {("a",): 1, ("d",): 5, ("e",): 8, ("g",): 9},
    ),
    "strings that end in quotes": (
        'a = """""a"""""\nb = \'\'\'\'\'b\'\'\'\'\'\nc = """"""\nd = """\\""""\ne = """a\\\\"""',
        {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4, ("e",): 5},
    ),
    "quoted keys": (
        '"" = 1\n"a.b" = 1\n\'c"d\' = 1\n"\\u0065\\n\\"" = 1\n"#" = 1\n"=[]" = 1\n1.2 = 3',
        {("",): 1, ("a.b",): 2, ('c"d',): 3, ('e\n"',): 4, ("#",): 5, ("=[]",): 6, ("1",): 7,
         ("1", "2"): 7},
    ),
    "values that look like others": (
        "a = 1979-05-27 07:32:00 # c\nb = [1979-05-27 07:32:00,\n-inf]\ntrue = false\nc = 1.5e3",
        {("a",): 1, ("b",): 2, ("b", 0): 2, ("b", 1): 3, ("true",): 4, ("c",): 5},
    ),
    "windows": ("a = 1\r\n[b]\r\nc = '''\r\n'''\r\nd = 1\r\n", {
        ("a",): 1, ("b",): 2, ("b", "c"): 3, ("b", "d"): 5,
    }),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES)
def test_lines(text: str, expected: dict[Keys, int]) -> None:
    assert lines_of(text) == expected


def test_what_is_not_there_has_the_line_of_what_is_around_it() -> None:
    document = toml.parse("\n[a]\nb = 1\n[[c]]\n[[c]]", "s.toml")
    found = [document.line(keys) for keys in [("a", "x", 0), ("a", "b", "x"), ("c", 1, 5), ("x",)]]
    assert found == [2, 3, 5, 1]
    assert (document.line(), document.where(("a", "b"))) == (1, "s.toml:3")


# -- documents that were never seen before --------------------------------------------------------

SCALARS = [
    "1", "-0.5e3", "0xff", "nan", "-inf", "true", "1979-05-27", "1979-05-27T07:32:00Z",
    "1979-05-27 07:32:00.5+08:00", "07:32:00", '""', "''", '"a # b"', "'[x]'", '"\\" ] }, \\\\"',
    '"""\n[[no]]\nk = 1\n"""', "'''\n''\" = 1\n'''", '""""a""""', "'''''b'''", '"""a \\\n  b\\""""',
    '"""\\\\"""', "'\\'", '"中文\\u4e2d\\U0001f600"', '"""""" ', "'''#'''",
]  # fmt: skip
KEYS = st.sampled_from(["a", "b", "-", "1", "a.b", "", "中", "#", "'", '"', "=", "]", "\n", "\\"])
VALUES = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS | st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4)


class Writer:
    """Writes a document in one of the many ways there are; `lines` are those of its keys."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.text = ""
        self.lines: dict[Keys, int] = {}

    def choose(self, *alternatives: Any) -> Any:
        return self._data.draw(st.sampled_from(alternatives))

    def mark(self, keys: Keys) -> None:
        self.lines.setdefault(keys, self.text.count("\n") + 1)

    def table(self, table: dict[str, Any], keys: Keys = (), name: tuple[str, ...] = ()) -> None:
        """Write a table: pairs first, then the tables inside of it."""
        later = []
        for key, value in table.items():
            inner, full = (*keys, key), (*name, key)
            if value and is_table(value) and self.choose(True, False):
                later.append((value, inner, full))
            else:
                self.pair(value, inner, (key,))
                self.text += self.choose("\n", "\n", " # = [\n\n", "\t\n \n")
        for value, inner, full in later:
            for index, item in enumerate(value if isinstance(value, list) else [value]):
                place = (*inner, index) if isinstance(value, list) else inner
                self.header(place, full, "[[]]" if isinstance(value, list) else "[]")
                self.table(item, place, full)

    def header(self, keys: Keys, name: tuple[str, ...], brackets: str) -> None:
        half = len(brackets) // 2
        self.mark(keys[:-1] if half == 2 else keys)
        self.mark(keys)
        blank = self.choose("", " ")
        dotted = f"{blank}.{blank}".join(map(self.key, name))
        self.text += f"{blank}{brackets[:half]}{blank}{dotted}{blank}{brackets[half:]}\n"

    def pair(self, value: Any, keys: Keys, name: tuple[str, ...]) -> None:
        """Write a pair, or for a table perhaps several of dotted keys."""
        self.mark(keys)
        if isinstance(value, dict) and value and self.choose(True, False):
            for number, (key, inner) in enumerate(value.items()):
                if number:
                    self.text += "," if self.inline else "\n"
                self.pair(inner, (*keys, key), (*name, key))
            return
        self.text += self.choose(".", " . ").join(map(self.key, name)) + self.choose("=", " = ")
        self.value(value, keys)

    inline = 0

    def value(self, value: Any, keys: Keys) -> None:
        if isinstance(value, str):
            self.text += value
        elif isinstance(value, list):
            self.list(value, keys)
        else:
            self.inline += 1
            self.text += "{"
            for number, (key, inner) in enumerate(value.items()):
                self.text += self.choose(", ", ",") if number else " "
                self.pair(inner, (*keys, key), (key,))
            self.text += self.choose("}", " }")
            self.inline -= 1

    def list(self, items: list[Any], keys: Keys) -> None:
        blanks = ["", " ", "\n", '\n# [ , "\n  ', "\n\n"]
        self.text += "["
        for index, item in enumerate(items):
            self.text += self.choose(*blanks)
            self.mark((*keys, index))
            self.value(item, (*keys, index))
            self.text += self.choose(*blanks) + ("," if index < len(items) - 1 else "")
        self.text += self.choose(*blanks) + "]"

    def key(self, key: str) -> str:
        """Spell a key."""
        codes = "".join(f"\\U{ord(character):08x}" for character in key)
        short = re.sub(r'["\\\x00-\x1f\x7f]', lambda c: f"\\u{ord(c[0]):04x}", key)
        spellings = [f'"{codes}"', f'"{short}"']
        if re.fullmatch(r"[A-Za-z0-9_-]+", key):
            spellings.append(key)
        if not re.search(r"['\x00-\x08\x0a-\x1f\x7f]", key):
            spellings.append(f"'{key}'")
        return str(self.choose(*spellings))


def is_table(value: Any) -> bool:
    """Whether a value can have a header of its own, or one for each item."""
    return isinstance(value, dict) or (
        isinstance(value, list) and all(isinstance(item, dict) for item in value)
    )


@given(st.data(), DOCUMENTS, st.sampled_from(["\n", "\r\n"]))
def test_every_key_has_its_line(data: st.DataObject, document: Any, end: str) -> None:
    writer = Writer(data)
    writer.table(document)
    text = writer.text.replace("\n", end)
    assert lines_of(text) == writer.lines
    assert repr(toml.parse(text, "s.toml").value) == repr(tomllib.loads(text))


@given(st.text(alphabet="ab.=[]{}\",'\\#\n 1") | st.text())
@example("a = '''''''")
@example('a = """\\')
@example("[a]\n[[a]]\na=1\na.b=1")
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert fault(text).startswith("s.toml:")
        return
    lines = text.split("\n")
    for keys, line in lines_of(text).items():
        key = keys[-1]
        assert isinstance(key, int) or key in lines[line - 1] or "\\" in lines[line - 1]


# -- faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= 1", "1:1: invalid statement"),
        ("\na 1", "2:3: expected '=' after a key in a key/value pair"),
        ("a = 1\na = 2\n", "2:6: this key, or one around it, has a value already"),
        ("a = 1\na = 2", "2: this key, or one around it, has a value already"),
        ("a = {b = 1, b = 2}", "1:18: duplicate inline table key 'b'"),
        ("[a]\n[a]\n", "2:3: cannot declare ('a',) twice"),
        ("a = [\n1\n\n", "2: unclosed array, at the end of the file"),
        ('a = "x', "1: unterminated string, at the end of the file"),
        ("a = 2020-13-40", "1:9: expected newline or end of document after a statement"),
        ("a = \x1b[31m", "1:5: invalid value"),
        ('"\u202e" = {a = 1, a = 2}', "1:20: duplicate inline table key 'a'"),
        ("a = {\u202e = 1}", "1:6: invalid initial character for a key part"),
        ('["\u202e"]\n["\u202e"]', "2:5: cannot declare ('\\u202e',) twice"),
        ("a\rb = 1", "1:2: expected '=' after a key in a key/value pair"),
    ],
)
def test_what_is_no_toml(text: str, expected: str) -> None:
    assert fault(text) == f"s.toml:{expected}"


DEEP = {
    "lists": lambda n: f"a = {'[' * (n - 1)}{']' * (n - 1)}",
    "inline tables": lambda n: f"a = {'{a = ' * (n - 1)}1{'}' * (n - 1)}",
    "dotted key": lambda n: f"{'a.' * (n - 1)}a = 1",
    "header": lambda n: f"[{'a.' * (n - 1)}a]",
    "array of tables": lambda n: f"[[{'a.' * (n - 2)}a]]",
    "pair in an array of tables": lambda n: f"[[{'a.' * (n - 3)}a]]\na = 1",
    "mixed": lambda n: f"[a]\na.a = [{{a = {'[' * (n - 5)}1{']' * (n - 5)}}}]",
}


@pytest.mark.parametrize("make", DEEP.values(), ids=DEEP)
def test_depth_is_bounded(make: Any) -> None:
    most = toml.MAX_DEPTH
    assert max(map(len, lines_of(make(most)))) in (most, most - 1)
    said = f"nested too deep; at most {most} levels are read"
    assert re.fullmatch(rf"s\.toml:[12]: {said}", fault(make(most + 2)))
    assert said in fault(make(100_000))


@pytest.mark.parametrize("value", ["9" * 5000, "0x" + "f" * 5000, "1." + "0" * 5000])
def test_numbers_are_bounded(value: str) -> None:
    said = fault(f"\na = [1, {value} ]")
    assert said == f"s.toml:2: {len(value) + 1:,} characters without quotes"


HOSTILE = {
    "items": "a = [" + "\n1," * 100_000 + "]",
    "lists": "a = [" + "[]," * 100_000 + "]",
    "keys of a deep table": f"[{'a.' * 62}a]\n" + "".join(f"k{n} = 1\n" for n in range(40_000)),
    "tables": "[[a]]\n" * 50_000,
    "string that does not end": 'a = """' + '""\\' * 300_000,
    "quotes": '"' * 1_000_000,
    "comment": "#" * 1_000_000,
    "parts": "a" + ".a" * 500_000 + " = 1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_long_texts_come_to_an_end(text: str) -> None:
    """If time grew with the square of the length, some of these would take hours."""
    said = ""
    try:
        toml.parse(text, "s.toml")
    except InputError as error:
        said = str(error)
    assert len(said) < 300


# -- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", {}, id="empty"),
        pytest.param(b"\xef\xbb\xbf", {}, id="only a mark"),
        pytest.param(b"\xef\xbb\xbfa = 1\r\nb = 2", {"a": 1, "b": 2}, id="mark and crlf"),
        pytest.param("a = '中'".encode(), {"a": "中"}, id="utf-8"),
    ],
)
def test_files(tmp_path: Path, data: bytes, expected: dict[str, Any]) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(data)
    document = toml.read(path)
    assert (document.value, document.name) == (expected, str(path))


UTF_16 = "a = '中'".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a = 1\nb = '\xff'", ":2: not UTF-8 (byte 0xff); save", id="utf-8"),
        pytest.param(b"a = '\xe4\xb8", ":1: not UTF-8 (byte 0xe4); save", id="cut character"),
        pytest.param(b"\xff\xfe" + UTF_16, ":1: UTF-16 (byte 0xff); save", id="utf-16"),
        pytest.param(UTF_16, ":1: a NUL byte", id="utf-16 without mark"),
        pytest.param(b"# c\na = '\0'", ":2: a NUL byte", id="nul"),
        pytest.param(b"\x7fELF\0\0", ":1: a NUL byte", id="elf"),
        pytest.param(b"#" * 1_048_577, ": larger than 1 MB", id="one too many"),
        pytest.param(b"\0" * 50_000_000, ": larger than 1 MB", id="50 MB"),
    ],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        toml.read(path)
    assert str(caught.value).startswith(f"{path}{expected}")


def test_a_file_of_1_mb_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"#" * toml.MAX_BYTES)
    assert toml.read(path).value == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none.toml", "cannot be read: No such file or directory"),
        ("folder", "a folder, not a file"),
        pytest.param("a" * 300, "cannot be read: ", marks=LINUX),
        pytest.param("/proc/self/mem", "cannot be read: ", marks=LINUX),
        pytest.param("/dev/zero", "larger than 1 MB", marks=LINUX),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError) as caught:
        toml.read(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name}: {expected}")


@pytest.mark.skipif(
    getattr(os, "geteuid", int)() == 0, reason="root may read everything; see /proc/self/mem"
)
def test_file_without_the_right_to_read_it(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.touch(0)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        toml.read(path)
