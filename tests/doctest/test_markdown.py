"""Markdown pages: their blocks on their lines, as CommonMark has them, with HTML in them."""

from __future__ import annotations

import pytest

from jshost.doctest import markdown
from jshost.doctest.blocks import Collector, Page
from jshost.errors import InputError


def read(text: str) -> Page:
    page = Collector("page.md")
    markdown.read(text, page)
    return page.page()


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    return str(caught.value)


# As pages of the old documentation were saved: navigation in lists, what was HTML as blocks of it.
SAVED = """<div class="book with-summary">

<div class="head">

# [](javascript:; "_('小程序')")

*   [介绍](https://example.com/index.html)
*   [小程序开发](javascript:;)
    *   [API](./)
        *   [Wxml Panel](../devtools/debug.html#wxml-panel)
            *   [深](x.html)

</div>

<form><label for="search-input"></label><input type="text" placeholder="搜索"> </form>

<section class="normal markdown-section">

### wx.authorize(OBJECT)

> 基础库 1.2.0 开始支持

**OBJECT参数说明：**

<table>

<tbody>

<tr>

<td>否</td>

</tr>

</tbody>

</table>

**示例代码：**

    // 可以通过 wx.getSetting 先查询
    wx.getSetting({
        success(res) {

            wx.authorize()
        }
    })

</section>

# <span class="count"></span>个结果 "<span class="query"></span>"

[](authorize-index.html)[](open.html)</div>

</div>"""


def test_a_saved_page_of_the_old_documentation() -> None:
    (block,) = read(SAVED).blocks
    assert (block.heading, block.ordinal) == (("wx.authorize(OBJECT)",), 1)
    assert SAVED.split("\n")[block.line - 1] == f"    {block.text.split(chr(10))[0]}"
    assert block.text.startswith("// 可以通过 wx.getSetting 先查询\nwx.getSetting({\n    success")
    assert block.text.endswith("    }\n})")
    assert "success(res) {\n\n        wx" in block.text
    assert read(SAVED).faults == ()


@pytest.mark.parametrize(
    ("text", "line", "hint", "code"),
    [
        ("```js\na\n```", 2, "js", "a"),
        ("~~~ JavaScript\n```\na\n~~~", 2, "javascript", "```\na"),
        ("````\n\n\na\n````", 4, "", "a"),
        ("    a\n\n      b\n", 1, "", "a\n\n  b"),
        ("\ta\n", 1, "", "a"),
        ("a\n\n\n    b", 4, "", "b"),
        ("- a\n\n  ```\n  b\n    c\n  ```\n", 4, "", "b\n  c"),
        ("- a\n\n      b\n", 3, "", "b"),
        ("> ```js\n> a\n>\n> b\n> ```\n", 2, "js", "a\n\nb"),
        ("> 1. <pre>\n>    a\n>    </pre>\n", 2, "", "a"),
        ("<pre>\n\na\n\nb</pre>\n", 3, "", "a\n\nb"),
        ('<div class="language-js"><pre>\na\n</pre></div>\n', 2, "js", "a"),
        ("a\nb <pre>c\nd</pre>\n", 2, "", "c\nd"),
        ("```&#106;s\\{ x\n1\n```", 2, "js", "1"),
        ("```{#a .js .b}\n1\n```", 2, "js", "1"),
        ("---\ntitle: a\n# b\n---\n    c", 5, "", "c"),
    ],
)
def test_code_stands_on_its_line(text: str, line: int, hint: str, code: str) -> None:
    page = read(text)
    assert [(b.heading, b.line, b.hint, b.text) for b in page.blocks] == [((), line, hint, code)]
    assert page.faults == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("# A #\n", ("A",)),
        ("A\nb\n---\n", ("A b",)),
        ("> # A\n\n- ## B\n", ("A", "B")),
        ("<h1>A</h1>\n\n## B\n", ("A", "B")),
        ('<h1 align="center">\n  A\n</h1>\n', ("A",)),
        ("# A <b>b</b> <!-- c -->\n", ("A b",)),
        ("# ![a](b) C &amp; \\# d&#35;\n", ("C & # d#",)),
        ("# [A][b] <http://c>\n\n[b]: x\n", ("A http://c",)),
        ("# a_b_c wx.on*\n", ("a_b_c wx.on*",)),
        ("    # A\n", ()),
        ("#A\n", ()),
        ("\\# A\n", ()),
        ("---\na\n---\n", ("a",)),
        ("---\n\na: b\n---\n", ("a: b",)),
        ("---\na: b\n---\n", ()),
        ("---\na: b\n", ()),
        ("<!--\n# A\n-->\n", ()),
        ("| A |\n|---|\n| b |\n", ()),
    ],
)
def test_headings_are_those_of_commonmark(text: str, path: tuple[str, ...]) -> None:
    assert read(f"{text}\nx\n\n~~~\n1\n~~~\n").blocks[-1].heading == path


@pytest.mark.parametrize(
    ("text", "setup", "skip"),
    [
        ("a <!-- jshost skip: b --> c", (), "b"),
        ("# A <!-- jshost skip: b -->", (), "b"),
        ("> a\n> b <!-- jshost\n>c() --> d", ((3, "c()"),), ""),
        ("- <!-- jshost\n  c()\n\n  d()\n  -->", ((2, "c()\n\nd()"),), ""),
        ("`a\nb` [c](d\n'e')\n<!-- jshost\nf() -->\n\\<", ((5, "f()"),), ""),
        ("| a | b |\n|--|--|\n| c | <!-- jshost skip: d --> |", (), "d"),
        ("`<!-- jshost skip: a -->`", (), ""),
        ("\\<!-- jshost skip: a -->", (), ""),
        ("    <!-- jshost skip: a -->\n", (), ""),
    ],
)
def test_comments_stand_anywhere_but_in_code(
    text: str, setup: tuple[tuple[int, str], ...], skip: str
) -> None:
    page = read(f"{text}\n\n<pre>1</pre>\n")
    assert (page.blocks[-1].setup, page.blocks[-1].skip) == (setup, skip)


def test_a_comment_that_an_empty_line_cuts_off_is_told() -> None:
    page = read("a\n\nb <!-- jshost\nc()\n\nd() -->\n\n<pre>1</pre>\n")
    assert [(fault.line, fault.message) for fault in page.faults] == [
        (3, "a comment of jshost that does not end in its paragraph")
    ]
    assert page.blocks[0].setup == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\n```js\nb\n\n# c\n", 3, "``` is not closed: the block runs to the end of the page"),
        ("~~~~\na\n~~~", 1, "~~~~ is not closed: the block runs to the end of the page"),
        ("> ```\n> a\n\n    b", 1,
         "``` is not closed: the block runs to the end of its list item or quote"),
        ("```", 1, "``` is not closed: the block runs to the end of the page"),
    ],
)  # fmt: skip
def test_fences_that_are_not_closed_are_told(text: str, line: int, message: str) -> None:
    page = read(text)
    assert [(fault.line, fault.message) for fault in page.faults] == [(line, message)]
    assert page.blocks


@pytest.mark.parametrize("text", ["```\n```", "```\na\n```", "```\n\n```\n", "- ```\n  ```"])
def test_fences_that_are_closed_are_not_told(text: str) -> None:
    assert read(text).faults == ()


def test_html_ends_at_an_empty_line() -> None:
    page = read("<div><pre>\na\n\nb\n</pre></div>\n\n# C\n\n    d\n")
    assert [(b.heading, b.text) for b in page.blocks] == [((), "a"), (("C",), "d")]
    assert [fault.line for fault in page.faults] == [1]


@pytest.mark.parametrize(("unit", "found"), [(">", 1), ("- ", 0)])
def test_what_is_nested_too_deep_is_told(unit: str, found: int) -> None:
    page = read(f"a\n\n{unit * 10_000}a\n\n{unit * 30}a\n\n<pre>1</pre>\n")
    assert [(fault.line, fault.message) for fault in page.faults] == [
        (3, "lists and quotes nested 20 deep: no further are they, or the page, read")
    ]
    assert len(page.blocks) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n" * 100_001, "100001: more than 100,000 lines"),
        ("a\n\n" * 49_999, None),
        (
            "* * # a\n" * 50_000,
            "50000: more than 100,000 headings, paragraphs, list items and blocks",
        ),
        (
            f"# *{'a' * 49_999}\n# *{'a' * 50_000}\n",
            "2: more than 100,000 characters of headings, and of text with HTML in it",
        ),
        (f"# {'a' * 200_000}\n", None),
    ],
    ids=["lines", "no more lines", "elements", "headings", "plain headings"],
)
def test_pages_have_limits(text: str, expected: str | None) -> None:
    if expected is None:
        assert read(text).faults == ()
    else:
        assert refusal(text) == f"page.md:{expected}, the most a page may have"


@pytest.mark.parametrize(
    "unit",
    [
        "[", "![", "*", "**a ", "_a", "`", "a`", "[a](", "[a](<", "<a ", "<!--", "<?", "&", "\\",
        "[a][", "<a b='", "](", "<!-- jshost -->", "[a]: <", "|", "\t", "> ", "* ", "1. ", "#", "-",
        "~", "<pre>", "a\n", "[a]: b\n", "[a]: '\n", "[\n", "<a\n", "> a\n", "* a\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "# ", "a <!-- jshost -->"])
def test_the_time_grows_with_the_length_alone(before: str, unit: str) -> None:
    """With the square of it, each of these would take minutes."""
    length = 20_000 if before else 90_000
    read(before + (unit * length)[:length])
