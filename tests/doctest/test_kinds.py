"""What blocks of documentation are, with and without what pages call them."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import _quickjs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jshost.doctest import kinds
from jshost.doctest.kinds import Kind, classify
from jshost.doctest.names import MAX_BYTES, MAX_SECONDS
from jshost.text import escape

EXAMPLES = int(os.environ.get("JSHOST_FUZZ_EXAMPLES", "200"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)

PIECES = {"object": "an object", "members": "members of an object"}


class Block:
    """One block of the table, and what is said of it."""

    def __init__(self, head: str, text: str) -> None:
        self.title, self.kind, rest = (part.strip() for part in head.split("|"))
        said = dict((*word.split("=", 1), "")[:2] for word in rest.split())
        self.text = text.strip("\n")
        self.hints = [hint.strip("-") for hint in said.pop("hints").split(",")]
        self.said = said

    def names(self, key: str) -> tuple[str, ...]:
        return tuple(name for name in self.said.get(key, "").split(",") if name)


def table() -> list[Block]:
    text = (Path(__file__).parent / "blocks.txt").read_text("utf-8")
    parts = re.split(r"^%% (.*)\n", text, flags=re.MULTILINE)
    return [Block(head, body) for head, body in zip(parts[1::2], parts[2::2], strict=True)]


BLOCKS = table()
TEXTS = [block.text for block in BLOCKS]


def test_the_table_is_large() -> None:
    assert len(BLOCKS) > 150
    assert len({block.title for block in BLOCKS}) == len(BLOCKS)
    assert {block.kind for block in BLOCKS} == {
        "js", "fragment", "wxml", "wxss", "json", "shell", "server", "other"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("block", "hint"),
    [pytest.param(b, hint, id=f"{b.title}-{hint}") for b in BLOCKS for hint in b.hints],
)
def test_kinds(block: Block, hint: str) -> None:
    kind = classify(block.text, hint)
    assert kind.name == block.kind, kind
    fault = block.said.get("fault", "").replace("_", " ")
    assert kind.fault.startswith(fault) if fault else not kind.fault
    assert kind.needs == block.names("needs")
    assert kind.program == ("program" in block.said)
    piece = block.said.get("piece", "")
    assert kind.piece == PIECES.get(piece, piece)
    if "uses" in block.said:
        assert tuple(use.api for use in kind.uses) == block.names("uses")


# -- against the engine ----------------------------------------------------------------------------


def complaint(text: str) -> str:
    """Return what the engine says to a function with this body, "" if it takes it."""
    try:
        _quickjs.Context().eval(f"(function () {{\n{text}\n}})")
    except _quickjs.JSException as error:
        return str(error)
    return ""


SCRIPTS = [block for block in BLOCKS if block.kind in ("js", "fragment")]


@pytest.mark.parametrize("block", SCRIPTS, ids=lambda block: block.title)
def test_the_engine_agrees(block: Block) -> None:
    kind = classify(block.text, block.hints[0])
    is_module = kind.program and re.search(r"^(?:import|export)\b", block.text, re.MULTILINE)
    # Members of an object may be labels as well.
    if not is_module and kind.piece not in PIECES.values():
        assert bool(complaint(block.text)) == bool(kind.fault or kind.piece == "await")


# -- what is told of it ----------------------------------------------------------------------------


def test_what_a_script_declares() -> None:
    kind = classify("const a = 1; let { b, c: [d] } = a; function e() { var f }\nclass G {}", "js")
    assert sorted(kind.declares) == ["G", "a", "b", "d", "e"]


def test_needs_stand_in_the_order_of_their_use() -> None:
    kind = classify("wx.request({ url: z })\na(() => b)\nz", "")
    assert (kind.name, kind.needs) == ("fragment", ("z", "a", "b"))


def test_uses_are_told_of_broken_scripts_too() -> None:
    kind = classify("wx.login({})\nwx.request({ url: 'a' success() {} })", "")
    assert [(use.api, use.line, use.called) for use in kind.uses] == [
        ("login", 1, True),
        ("request", 2, True),
    ]
    assert kind.fault.startswith("line 2: ")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("wx.login({", "line 1: { is not closed"),
        ("wx.login(\n)}", "line 2: unexpected }"),
        ("wx.login([)]", "line 1: unexpected )"),
        ("wx.login()\nlet b b", "line 2: unexpected b"),
        ("wx.login({\n  a: 1\n  b: 2\n})", "line 3: unexpected b: 2"),
        ("wx.login({\n  a() {\n  }\n  b: 2\n})", "line 4: unexpected b: 2"),
        ("wx.login({\n  a: () => {\n  }\n  b: 2\n})", "line 4: unexpected b: 2"),
        ("wx.login(1 2)", "line 1: unexpected 2"),
        ("wx.login(，)", "line 1: no name: ，"),
        ("if (wx.login {\n}", "line 1: ( is not closed"),
        ("a \x1b b", r"line 1: unexpected a \x1b"),
    ],
)
def test_faults(text: str, fault: str) -> None:
    assert classify(text, "js").fault == fault


def test_members_are_told_from_labels_of_loops() -> None:
    assert classify("outer:\nfor (const a of [1]) { continue outer }", "").name == "js"
    assert classify("outer: { wx.login() }", "").name == "js"
    assert classify("data: { a: 1 }", "js").piece == "members of an object"


# -- anything at all -------------------------------------------------------------------------------

HINTS = ["", "js", "json", "html", "css", "bash", "python", "php", "ts", "text", "diff", "what?"]
TOKENS = [
    "{", "}", "(", ")", "[", "]", "<", ">", "/", "</", "/>", "<!--", "-->", "{{", "}}", "...", "…",
    "'", '"', "`", "${", "\\", "\n", " ", "//", "/*", "*/", ",", ";", ":", "=", "=>", "?.", "#",
    "@", "$", "wx", ".login", "wx.login", "Page", "function", "class", "async", "await", "return",
    "this", "import", "export", "a", "b", "1", "view", ".a", "color: red;", "rpx", "wx:if", "wxs",
    "def a():", "<?php", "$a->b", "npm install", "https://a", "├──", "\ud800", "\x00", "，", "“",
]  # fmt: skip
soup = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)
broken = st.builds(
    lambda text, at, gone, new: text[:at] + new + text[at + gone :],
    st.sampled_from(TEXTS),
    st.integers(0, 200),
    st.integers(0, 20),
    st.one_of(st.sampled_from(TOKENS), st.text(max_size=3)),
)
anything = st.one_of(st.text(), soup, broken)


@fuzz
@example("\ud800", "js")
@example("'use strict'", "")
@given(anything, st.sampled_from(HINTS))
def test_anything_is_of_a_kind(text: str, hint: str) -> None:
    kind = classify(text, hint)
    assert kind.name in ("js", "fragment", "wxml", "wxss", "json", "shell", "server", "other")
    assert kind == classify(text, hint)
    if kind.fault:
        found = re.match(r"line (\d+): .", kind.fault)
        assert found
        assert 1 <= int(found[1]) <= text.count("\n") + 1
        assert escape(kind.fault) == kind.fault
    for use in kind.uses:
        assert 1 <= use.line <= text.count("\n") + 1
    if kind.name not in ("js", "fragment"):
        assert kind == Kind(kind.name, fault=kind.fault)
    if kind.name == "js":
        assert not kind.needs
        assert not kind.piece


@fuzz
@given(st.one_of(soup, broken))
def test_what_is_given_can_be_read(text: str) -> None:
    """A fragment that is given what it needs is a whole script."""
    kind = classify(text, "js")
    if kind.name == "fragment" and not kind.piece and not kind.fault and not kind.program:
        given = "".join(f"var {name};" for name in kind.needs)
        assert classify(f"{given}\n{text}", "js").name == "js"


DEEP = 16_000


@pytest.mark.parametrize(
    "piece",
    [
        "{a;", "(", "a=>", "a(", "[", "({a:", "`${", "a+", "x;", "function f(){", "if(a);else ",
        "<a ", '<a x="', "<!--", "{{", "<view>", "<wxs>", "</a>", '{"a":', '"a":1,', "/*", "//\n",
        "\n", " ", "...", "...}", ".a{", "a:b;", "@media ", "url(", "'", "\\", "$ ", "# \n", "}\n{",
        "def f(x):\n", "wx.a(", "wx.a&&", "wx.a==(", "if(!wx.a)return;", "wx[", "await ", "this.",
        "class A{b=class{", "\ud800", "“", "require('", "a--", "a?b:", "x:string;", "!", "\x00@",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hint", ["", "js"])
def test_deep_and_long_blocks(piece: str, hint: str) -> None:
    text = piece * (DEEP // len(piece))
    began = time.thread_time()
    classify(text, hint)
    assert time.thread_time() - began < MAX_SECONDS + 1


def test_looking_at_a_block_takes_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_SECONDS", 0.0)
    kind = classify("wx.login();" * 1_000, "js")
    assert kind == Kind("other", fault="line 1: the file takes too long to parse")


@pytest.mark.parametrize("text", ["a" * 2_000_000, "“" * 30_000])
def test_a_large_block_is_not_looked_at(text: str) -> None:
    kind = classify(text, "js")
    assert kind.name == "other"
    assert kind.fault.startswith("line 1: larger than 64 KB")
    assert classify("a" * MAX_BYTES, "").fault == ""
