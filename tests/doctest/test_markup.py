"""WXML and WXSS, as far as it takes to tell that a text is one."""

from __future__ import annotations

import time

import pytest

from jshost.doctest.markup import read_markup, read_styles


@pytest.mark.parametrize(
    ("text", "is_wxml"),
    [
        ("<view/>", True), ("<my-own/>", True), ("<own/>", False), ("<own>{{a}}</own>", True),
        ("<own wx:if='a'/>", True), ("<own bindtap='a'/>", True), ("<own catch:tap='a'/>", True),
        ("<div/>", False), ("<div><view/></div>", False), ("<div wx:if='{{a}}'/>", True),
        ("<View/>", False), ("<?xml ?><view/>", False), ("<!DOCTYPE html><view/>", False),
        ("<xml><a-b/></xml>", False), ("<button>a</button>", True),
    ],
)  # fmt: skip
def test_whose_tags_they_are(text: str, is_wxml: bool) -> None:
    assert read_markup(text).is_wxml == is_wxml


@pytest.mark.parametrize(
    "text",
    [
        "<a><b></b></a>", "<a/>", "<a />", "<a b='>' c=\"</a>\"/>", "<!-- <a> -->", "a < b",
        "<a>{{ b < c }}</a>", "<a>{{ {b: 1} }}</a>", "<wxs>if (a<b) { '<c>' }</wxs><a></a>",
        "<wxs src='a'/><a/>", "<a b></a>", "<a\n  b='c'\n/>", "<a:b.c-d/>", "",
    ],
)  # fmt: skip
def test_tags_that_nest(text: str) -> None:
    assert read_markup(text).fault == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<a>", "line 1: <a> is not closed"), ("\n<a>\n<b></b>", "line 2: <a> is not closed"),
        ("</a>", "line 1: </a> closes nothing"), ("<a>\n<b>\n</a>", "line 2: <b> is not closed"),
        ("<a", "line 1: <a has no >"), ("<a b='\n>", "line 1: <a has no >"),
        ("\n<!-- a", "line 2: a comment that does not end"), ("<a>\n</b></a>",
        "line 2: </b> closes nothing"), ("<wxs>a", "line 1: <wxs> is not closed"),
        (f"<{'a' * 99}>", f"line 1: <{'a' * 30}> is not closed"),
    ],
)  # fmt: skip
def test_tags_that_do_not_nest(text: str, fault: str) -> None:
    assert read_markup(text).fault == fault


@pytest.mark.parametrize(
    "text",
    [
        "a { b: c }", ".a, #b > c ~ d + e::after:hover { f: g; }", "a[b='c d'] { e: f }",
        "@import 'a.wxss';", "@media (a: b) { c { d: e } }", "a { --b: c; d: var(--b) !important }",
        "/* a */ b { /* c */ d: e /* f */; }", "// a\nb { c: d }", "a { b: url(c;d{) }",
        "a { b: 'c;}' }", "@keyframes a { 0% { b: c } 50.5% { b: d } to { b: e } }",
        "a { b: c; ; }", "a:not(.b):nth-child(2n + 1) { c: d }", ".a {\n  .b { c: d }\n}",
        "a: 1px;\nb: #fff;", "* { a: b }", "@font-face { a: b }", "", "a: b",
    ],
)  # fmt: skip
def test_styles(text: str) -> None:
    assert read_styles(text).fault == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a {", "line 1: { is not closed"), ("a { b: c } }", "line 1: } closes nothing"),
        ("a\nb {\nc\n}", "line 4: a declaration expected"), ("{ a: b }",
        "line 1: a selector expected"), ("a: { b: c }", "line 1: a selector expected"),
        ("a() { b: c }", "line 1: a selector expected"), ("class A { b: c }",
        "line 1: a selector expected"), ("interface A { b: c; }", "line 1: a selector expected"),
        ("export default { a: b }", "line 1: a selector expected"), ("a;",
        "line 1: a declaration expected"), ("default: a;", "line 1: a declaration expected"),
        ("a { b: c } d", "line 1: a declaration expected"), ("a == b { c: d }",
        "line 1: a selector expected"), ("@a b { c: d }", "line 1: a selector expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_styles(text: str, fault: str) -> None:
    assert read_styles(text).fault == fault


@pytest.mark.parametrize(
    ("text", "is_wxss"),
    [
        ("a { b: c }", True), ("a { }", False), (".a { }", True), ("a: b;", False), ("a: 1px;",
        True), ("a-b: c;", True), ("a-b: c", False), ("@import 'a';", True), ("a: b; c: d;", False),
    ],
)  # fmt: skip
def test_what_only_styles_have(text: str, is_wxss: bool) -> None:
    assert read_styles(text).is_wxss == is_wxss


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a ", '<a x="', "<a x='", "<!--", "{{", "<a>", "</a>", "<wxs>", "<a/>", "{{}}",
        "a{", "}", "{", ";", "a:b;", "/*", "//", "'", '"', "url(", "u", "a ", "a>", "a,", ":", "[",
        "@media ", "\\", ".a.a", ":not(", "(", "0%", "--", "a:", "\n",
    ],
)  # fmt: skip
def test_long_texts(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.thread_time()
    read_markup(text)
    read_styles(text)
    assert time.thread_time() - began < 2
