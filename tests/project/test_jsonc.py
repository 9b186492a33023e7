"""JSON with comments and trailing commas: what is read, and how a fault is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jshost.errors import InputError
from jshost.project import jsonc

NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
BLANKS = st.lists(
    st.sampled_from(["", " ", "\n", "\t", "\r\n", "/**/", '/* " , ] */', '// { "a\n', "/*\n*/"]),
    max_size=2,
).map("".join)

CONTROL = r"a closing double quote or an escape such as \n"


def read(text: str) -> Any:
    return jsonc.parse(text, "app.json").value


def fault(text: str) -> str:
    with pytest.raises(InputError) as caught:
        jsonc.parse(text, "app.json")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1]", [1]),
        ("\ufeff[1]", [1]),
        ("\ufeff[1,]", [1]),
        ('{"a": 1, // one\n "b": [2, /* two\n */],}', {"a": 1, "b": [2]}),
        ('{"a": "// no /* comment", }', {"a": "// no /* comment"}),
        ('{"a": ",]", "b": "\\",}",}', {"a": ",]", "b": '",}'}),
        ("// only\n[] // the end", []),
        ("[1 , \n ]", [1]),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("[/**/]", []),
        ("[1, /* , */ ]", [1]),
    ],
)
def test_what_the_tools_accept_is_read(text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: empty; expected JSON"),
        (" \n", "1:1: empty; expected JSON"),
        ("// x", "1:1: empty; expected JSON"),
        ("{", "1:2: expected a name in double quotes, found the end of the file"),
        ('{"a"\n}', '2:1: expected ":", found "}"'),
        ('{"a": }', '1:7: expected a value, found "}"'),
        ('["a"\n  "b"]', '2:3: expected "," or a closing bracket, found the string "b"'),
        ("{'a': 1}", "1:2: expected a name in double quotes, found \"'a'\""),
        ("[1,,]", '1:4: expected a value, found ","'),
        ("[,]", '1:2: expected a value, found ","'),
        ("{ ,}", '1:3: expected a name in double quotes, found ","'),
        ("[1]]", '1:4: expected the end of the file, found "]"'),
        ("[undefined]", '1:2: expected a value, found "undefined"'),
        ('["中文", x]', '1:8: expected a value, found "x"'),
        ('"abc', '1:1: expected a string that ends with a double quote, found the string "abc'),
        ('["a\n"]', f"1:4: expected {CONTROL}, found the end of the line"),
        ('"\t"', f"1:2: expected {CONTROL}, found a tab"),
        ('"\\q"', '1:2: expected an escape such as \\n or \\", found "\\q"'),
        ('"\\u12G4"', '1:3: expected four hexadecimal digits after \\u, found "u12G4"'),
        ("[1,\n/* x", '2:1: a comment that does not end; expected "*/"'),
        ("[/*/]", '1:2: a comment that does not end; expected "*/"'),
        ('["NaN",\n NaN]', '2:2: expected a finite number, found "NaN"'),
        ("[-Infinity]", '1:2: expected a finite number, found "-Infinity"'),
        ("[1, 1e999]", '1:5: expected a finite number, found "1e999"'),
        ("[" + "9" * 5000 + "]", '1:2: expected a finite number, found "' + "9" * 30 + '"'),
        ("[" * 101 + "]" * 101, "1:101: nested too deep; expected at most 100 levels"),
        ("[" * 100_000, "1:101: nested too deep; expected at most 100 levels"),
        ('{"a":' * 100_000, "1:501: nested too deep; expected at most 100 levels"),
        ("[\x1b[31m]", '1:2: expected a value, found "\\x1b"'),
    ],
)  # fmt: skip
def test_faults_are_told_in_words_with_their_place(text: str, expected: str) -> None:
    assert fault(text) == f"app.json:{expected}"


def test_a_hundred_levels_are_read() -> None:
    assert jsonc.parse("[" * 100 + "]" * 100, "x").where((0,) * 99) == "x:1:100"


def test_brackets_in_strings_are_no_levels() -> None:
    assert read(json.dumps(["[{" * 200])) == ["[{" * 200]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), "1:1"),
        (("pages",), "2:12"),
        (("pages", 0), "2:13"),
        (("pages", 1), "3:3"),
        (("window", "a.b"), "4:28"),
        (("window", 'q"'), "4:39"),
        (("same",), "5:22"),
        (("pages", 2), "2:12"),
        (("pages", "0"), "2:12"),
        (("pages", 0, "x"), "2:13"),
        (("nothing", "x"), "1:1"),
    ],
)
def test_positions_are_those_of_values_or_of_what_is_around(
    path: tuple[str | int, ...], expected: str
) -> None:
    text = (
        '{ // "pages": 1,\n'
        '  "pages": ["中", // one\n'
        '  "b",],\n'
        '  "window" /**/ : {"a.b" : [], "q\\"": {},},\n'
        '  "same": 1, "same": 2\n'
        "}"
    )
    assert jsonc.parse(text, "app.json").where(path) == f"app.json:{expected}"


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return each part of a value with its path."""
    if not isinstance(value, (dict, list)):
        return [(path, value)]
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value)
    return [(path, value), *(pair for key, item in inner for pair in paths(item, (*path, key)))]


@settings(deadline=None)
@given(st.data(), VALUES, st.booleans())
def test_what_is_written_with_comments_and_commas_reads_back(
    data: st.DataObject, value: Any, ascii_only: bool
) -> None:
    def blank() -> str:
        return data.draw(BLANKS)

    def comma(items: list[str]) -> str:
        return "," + blank() if items and data.draw(st.booleans()) else ""

    def write(value: Any) -> str:
        if isinstance(value, dict):
            items = [f"{blank()}{dump(k)}{blank()}:{blank()}{write(v)}" for k, v in value.items()]
            return "{" + ",".join(items) + blank() + comma(items) + "}"
        if isinstance(value, list):
            items = [blank() + write(item) + blank() for item in value]
            return "[" + blank() + ",".join(items) + comma(items) + "]"
        return dump(value)

    def dump(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ascii_only)

    text = blank() + write(value) + blank()
    document = jsonc.parse(text, "x")
    assert document.value == value
    lines = text.split("\n")
    for path, part in paths(value):
        row, column = document.position(path)
        first = part and isinstance(part, (list, dict)) and "[{"[isinstance(part, dict)]
        assert lines[row - 1][column - 1 :].startswith(first or write(part)[0])


@settings(deadline=None)
@given(st.text() | st.text(alphabet='[]{},:"\\/*\n 1eu-tNa'))
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        said = jsonc.parse(text, "x").where((0, "a", 1))
    except InputError as error:
        said = str(error)
    assert said.startswith("x:")
    assert "\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * 300_000,
        '"' * 300_001,
        "\\" * 300_000,
        "[" + ", " * 300_000,
        "/*" * 300_000,
    ],
    ids=["escapes", "quotes", "backslashes", "commas", "comments"],
)
def test_the_time_grows_with_the_length_alone(text: str) -> None:
    fault(text)
