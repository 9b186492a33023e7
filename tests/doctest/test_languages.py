"""What is written in no other language. What whole blocks are is in test_kinds.py."""

from __future__ import annotations

import time

import pytest

from jshost.doctest import languages
from jshost.doctest.languages import (
    can_be_python,
    family_of,
    has_types,
    is_for_node,
    is_listing,
    is_server,
    is_shell,
    is_wxs,
)


@pytest.mark.parametrize(
    ("hint", "family"),
    [
        ("js", "js"), ("JavaScript", "js"), ("lang-js", "js"), ("language-json", "json"),
        ("html", "wxml"), ("css", "wxss"), ("c++", "server"), ("py", "python"), ("", ""),
        ("anything", ""), (" bash ", "shell"),
    ],
)  # fmt: skip
def test_families(hint: str, family: str) -> None:
    assert family_of(hint) == family


@pytest.mark.parametrize(
    "text",
    [
        "npm i", "$ anything goes", "# a comment\n\n  npm i", "sudo npm i", "cd a", "> npm i",
        "C:\\a> npm i", "cli --help", "./bin/cli open --project a", "node a.js", "export A=b",
        "pip install a", "yarn\n",
    ],
)  # fmt: skip
def test_commands(text: str) -> None:
    assert is_shell(text)


@pytest.mark.parametrize(
    "text",
    [
        "npm = 1", "git.a()", "curl(1)", "cd: 1", "npmx", "the npm", "# npm i", "node.a", "$a b",
        "export const A = 1", "cli", "node => 1", "rm ? 1 : 2", "$('a')", "", "ls = 1",
    ],
)  # fmt: skip
def test_what_is_no_command(text: str) -> None:
    assert not is_shell(text)


@pytest.mark.parametrize(
    "text",
    [
        "const a = b ? c : d", "if (a) {\n}", "for (const a of b) {", "class A { }",
        "print(a)", "a: b", "private", "let String = 1", "while (a)\n  b()", "location.reload()",
        "switch (a) {\n  case b:\n}", "// public class A",
    ],
)  # fmt: skip
def test_what_is_no_server_s(text: str) -> None:
    assert not is_server(text)


@pytest.mark.parametrize(
    "text",
    ["a ? b : string()", "({ type: String })", "as", "a < b > (c)", "type", "a: 'number'"],
)
def test_what_is_no_type(text: str) -> None:
    assert not has_types(text)


@pytest.mark.parametrize(
    ("text", "is_node"),
    [
        ("require('fs')", True), ("import a from 'node:fs'", True), ("import 'koa'", True),
        ("require( \"express\" )", True), ("exports.main = a", True), ("require('./fs')", False),
        ("require('koa-router')", True), ("require('expressive')", False), ("exports.a = 1", False),
        ("import a from 'lodash'", False), ("require('@cloudbase/node-sdk')", True),
    ],
)  # fmt: skip
def test_modules_of_servers(text: str, is_node: bool) -> None:
    assert is_for_node(text) == is_node


@pytest.mark.parametrize(
    ("text", "is_python"),
    [("print('a')", True), ("a = [1]", True), ("var a", False), ("a();", False)],
)
def test_what_may_be_python(text: str, is_python: bool) -> None:
    assert can_be_python(text) == is_python


@pytest.mark.parametrize(
    "piece",
    [
        "\n", " ", "\t", "# \n", "│ ", "| ", "$", "$a ", "$a=", "a://", "GET ", "String ",
        "public static ", "import a.", "def a(", "if ", "for a:", "func (", "a, a ", "import a, ",
        "require('", "import '", "export ", "declare ", "a: ", "a<", "as ", "SELECT", "FROM ", "a",
        "location ", "exports.main", ".wxs", "cli ", "./", "node ", "@", "print ", "$a-", "use A",
    ],
)  # fmt: skip
def test_long_texts(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.thread_time()
    for ask in (is_listing, is_shell, is_server, has_types, is_for_node, is_wxs, can_be_python):
        ask(text)
    languages.has_php_variables(text)
    assert time.thread_time() - began < 2
