"""Pages of documentation: finding and reading them, and what both forms have in common."""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jshost.doctest import blocks, html, markdown
from jshost.doctest.blocks import Block, Collector, Page, find_pages, read_page
from jshost.errors import InputError

READERS = {"page.md": markdown.read, "page.html": html.read}


def read(name: str, text: str) -> Page:
    """Return the page that a text is, by its name."""
    page = Collector(name)
    READERS[name](text, page)
    return page.page()


def told(page: Page) -> list[tuple[tuple[str, ...], int, str, str, list[str], str]]:
    """Return what is the same of a page in both forms."""
    return [
        (b.heading, b.ordinal, b.hint, b.text, [code for _, code in b.setup], b.skip)
        for b in page.blocks
    ]


def refusal(path: Path, name: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_page(path, name)
    return str(caught.value)


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


FENCE = "```"


# -- the same page in both forms

Expected = list[tuple[tuple[str, ...], int, str, str]]

PAGES: dict[str, tuple[str, str, Expected]] = {
    "headings": (
        ("# A\n\n```js\n1\n```\n\n## B\n\n```\n2\n```\n\n### C\n\n"
         "## D\n\n~~~\n3\n~~~\n\n# E\n\n    4\n"),
        ("<h1>A</h1><pre><code class='language-js'>1\n</code></pre><h2>B</h2><pre>2</pre>\n"
         "<h3>C</h3><h2>D</h2><pre>3</pre><h1>E</h1><pre>4</pre>"),
        [(("A",), 1, "js", "1"), (("A", "B"), 1, "", "2"), (("A", "D"), 1, "", "3"),
         (("E",), 1, "", "4")],
    ),
    "no heading": ("```\n1\n```\n", "<pre>1</pre>", [((), 1, "", "1")]),
    "numbers run on below equal paths": (
        "# A\n\n    1\n\ntext\n\n    2\n\n# B\n\n    3\n\n# A\n\n    4\n",
        "<h1>A</h1><pre>1</pre><pre>2</pre><h1>B</h1><pre>3</pre><h1>A</h1><pre>4</pre>",
        [(("A",), 1, "", "1"), (("A",), 2, "", "2"), (("B",), 1, "", "3"), (("A",), 3, "", "4")],
    ),
    "empty headings have a level and no name": (
        "#\n\n## A\n\n    1\n\n##\n\n### B\n\n    2\n",
        "<h1></h1><h2>A</h2><pre>1</pre><h2> </h2><h3>B</h3><pre>2</pre>",
        [(("A",), 1, "", "1"), (("B",), 1, "", "2")],
    ),
    "headings are text": (
        "# *A* `b<c>`  [d](x)\n\n    1\n\nE &amp; **f**\ng\\*\n===\n\n    2\n",
        ("<h1><em>A</em> <code>b&lt;c&gt;</code>\n <a href=x>d</a></h1><pre>1</pre>"
         "<h1>E &amp; <strong>f</strong><br>g*</h1><pre>2</pre>"),
        [(("A b<c> d",), 1, "", "1"), (("E & f g*",), 1, "", "2")],
    ),
    "links of headings to themselves": (
        '## A [#](#a)\n\n    1\n\n## <a class="x" href="#b">¶</a> B\n\n    2\n',
        ('<h2>A <a class="header-anchor" href="#a">#</a></h2><pre>1</pre>'
         '<h2>B<a class="headerlink" title="Permalink" href="#b">¶</a></h2><pre>2</pre>'),
        [(("A",), 1, "", "1"), (("B",), 1, "", "2")],
    ),
    "blank lines around code": (
        "```\n\n  \n  a\n\n  b\n\n```\n",
        "<pre><code>\n\n  \n  a\n\n  b\n\n</code></pre>",
        [((), 1, "", "  a\n\n  b")],
    ),
    "code that is empty": (
        "```js\n\n```\n",
        "<pre><code class=language-js>\n</code></pre>",
        [((), 1, "js", "")],
    ),
    "code with characters that are marked up": (
        "```JS\nif (a<b && c) `${d}` // &lt; &#x4e2d; 中\n```\n",
        ("<pre class=language-JS>"
         "if (a&lt;b &amp;&amp; c) `${d}` // &amp;lt; &amp;#x4e2d; &#x4e2d;</pre>"),
        [((), 1, "js", "if (a<b && c) `${d}` // &lt; &#x4e2d; 中")],
    ),
    "languages": (
        "".join(
            f"{FENCE}{info}\n1\n{FENCE}\n"
            for info in ("js {1,3}", "js{4}", "{.js .x}", "js:a.js", "{js, a=1}", "c++", "{1}")
        ),
        "".join(
            f"<pre><code class='language-{word}'>1</code></pre>"
            for word in ("js", "js{4}", "{.js", "js:a.js", "{js,", "c++", "{1}")
        ),
        [((), ordinal, "js", "1") for ordinal in range(1, 6)]
        + [((), 6, "c++", "1"), ((), 7, "", "1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_pages_have_the_same_blocks_in_both_forms(
    page: tuple[str, str, Expected], form: str
) -> None:
    found = read(form, page[0] if form == "page.md" else page[1])
    assert [(b.heading, b.ordinal, b.hint, b.text) for b in found.blocks] == page[2]
    assert found.faults == ()


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_markdown_that_is_rendered_has_the_same_blocks(page: tuple[str, str, Expected]) -> None:
    rendered = MarkdownIt("commonmark").render(page[0])
    assert told(read("page.html", rendered)) == told(read("page.md", page[0]))


MARKDOWN = st.lists(
    st.sampled_from(
        ["# ", "## ", "a", "b", "\n", "\n\n", "    ", "  ", FENCE, "~~~", "> ", "- ", "1. ", "`",
         "*", "_", "[", "](x)", "<pre>a</pre>", "\n<pre>\nb\n</pre>\n", "<!-- jshost\na\n-->",
         "<!-- jshost skip: x -->", "---", "===", "&amp;", "\\", "<b>", "\t", "#", "![",
         "<h2>x</h2>", "js", "{.js}"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(MARKDOWN)
def test_any_markdown_that_is_rendered_has_the_same_blocks(text: str) -> None:
    page = read("page.md", text)
    # A comment that its quote or list item cuts off hides what follows in a browser alone.
    assume(not any("-->" in fault.message for fault in page.faults))
    assert told(read("page.html", MarkdownIt("commonmark").render(text))) == told(page)


LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
CODE = st.lists(LINES | st.sampled_from(["", "  x()", "a < b && c;", "</pre>", "# a", "~~~"])).map(
    "\n".join
)
TITLES = st.lists(
    st.sampled_from(
        ["wx.authorize(OBJECT)", "中文", "a & b", "<i>", "*x*", "`c`", "[l](u)", "#", "1."]
    ),
    max_size=3,
).map(" ".join)
NOTES = st.sampled_from(["\nwx.a()\n", " page\n  let a\n", " skip: no network", " skip", "-"])
PARTS = st.lists(
    st.tuples(st.just("heading"), st.integers(1, 6), TITLES)
    | st.tuples(st.just("code"), st.sampled_from(["", "js", "JSON"]), CODE)
    | st.tuples(st.just("text"), st.just(""), st.sampled_from(["a b", "- a\n- b", "> a\n> b"]))
    | st.tuples(st.just("note"), st.just(""), NOTES)
)  # fmt: skip


def in_markdown(kind: str, of: object, text: str) -> str:
    if kind == "heading":
        plain = "".join(f"\\{c}" if c in "\\`*_[]<&#." else c for c in text)
        return f"{'#' * int(str(of))} {plain}\n\n"
    if kind == "code":
        return f"{'`' * 30}{of}\n{text}\n{'`' * 30}\n\n"
    return f"<!-- jshost{text}-->\n\n" if kind == "note" else f"{text}\n\n"


def in_html(kind: str, of: object, text: str) -> str:
    if kind == "heading":
        return f"<h{of} id='{escape(text)}'>{escape(text)}</h{of}>\n"
    if kind == "code":
        name = f' class="hljs language-{of}"' if of else ""
        return f"<pre><code{name}>{escape(text)}\n</code></pre>\n"
    return f"<!-- jshost{text}-->\n" if kind == "note" else f"<p>{escape(text)}</p>\n"


@settings(deadline=None)
@given(PARTS)
def test_any_page_has_the_same_blocks_in_both_forms(parts: list[tuple[str, object, str]]) -> None:
    by_markdown = read("page.md", "".join(in_markdown(*part) for part in parts))
    by_html = read("page.html", "".join(in_html(*part) for part in parts))
    assert told(by_markdown) == told(by_html)
    assert [f.message for f in by_markdown.faults] == [f.message for f in by_html.faults]
    assert len(by_markdown.blocks) == sum(part[0] == "code" for part in parts)


@settings(deadline=None)
@given(PARTS, st.sampled_from([in_markdown, in_html]))
def test_blocks_stand_on_their_lines(
    parts: list[tuple[str, object, str]], form: Callable[[str, object, str], str]
) -> None:
    text = "".join(form(*part) for part in parts)
    lines = text.split("\n")
    for block in read("page.md" if form is in_markdown else "page.html", text).blocks:
        for at, code in [(block.line, block.text), *block.setup]:
            first = code.split("\n")[0]
            assert (escape(first) if form is in_html and code == block.text else first) in lines[
                at - 1
            ]


PIECES = st.lists(
    st.sampled_from(
        ["<pre>", "</pre>", "<code>", "<h2>", "</h2>", "<!--", "-->", "jshost", " page\n", "# a",
         "\n", "\n\n", "    ", FENCE, "> ", "- ", "1. ", "<a href='", '"', "'", "=", "<", ">",
         "&amp;", "&#9;", "<script>", "</script>", "<div class=language-js>", "</div>", "<br>",
         "a", "[", "](", "`", "\\", "---", "</", "<!", "<button>", "</button>", "<a>", "</a>",
         "\t", "skip:"]
    )
    | st.text(max_size=3)
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(PIECES, st.sampled_from(list(READERS)))
def test_any_text_is_a_page(text: str, name: str) -> None:
    text = text.replace("\r", "\n").replace("\0", "")
    page = read(name, text)
    lines = text.count("\n") + 1
    for block in page.blocks:
        assert 1 <= block.line <= lines + 1
        assert block.text == block.text.rstrip()
        assert all(1 <= line <= block.line for line, _ in block.setup)
    assert all(1 <= fault.line <= lines for fault in page.faults)
    assert [b.line for b in page.blocks] == sorted(b.line for b in page.blocks)


# -- hidden comments


@pytest.mark.parametrize("name", READERS)
def test_set_up_code_is_for_the_next_block_or_for_all_that_follow(name: str) -> None:
    text = (
        "<!-- jshost\n\none()\n  two()\n\n-->\n<!-- jshost page\n all() -->\n\n"
        "<pre>1</pre>\n\n<!-- jshost\nthree()\n-->\n\n<pre>2</pre>\n\n<pre>3</pre>\n"
    )
    page = read(name, text)
    assert [block.setup for block in page.blocks] == [
        ((3, "one()\n  two()"), (8, " all()")),
        ((8, " all()"), (13, "three()")),
        ((8, " all()"),),
    ]
    assert page.faults == ()


@pytest.mark.parametrize("name", READERS)
def test_a_block_that_is_not_run_says_why_and_uses_its_set_up_code_up(name: str) -> None:
    text = (
        "<!-- jshost\na()\n-->\n<!-- jshost skip:  no\n network -->\n\n<pre>1</pre>\n<pre>2</pre>\n"
    )
    first, second = read(name, text).blocks
    assert (first.skip, first.setup) == ("no network", ((2, "a()"),))
    assert (second.skip, second.setup) == ("", ())


EXPECTED = (
    'expected "jshost" or "jshost page" and code in the lines below it, or "jshost skip: " and a'
    " reason"
)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("<!-- jshost -->", f'"jshost": {EXPECTED}'),
        ("<!--jshost: skip-->", f'"jshost: skip": {EXPECTED}'),
        ("<!-- jshost\n\n -->", f'"jshost": {EXPECTED}'),
        ("<!-- jshost wx.a() -->", f'"jshost wx.a()": {EXPECTED}'),
        ("<!-- jshost pages\na()\n-->", f'"jshost pages a()": {EXPECTED}'),
        ("<!-- jshost skip: -->", f'"jshost skip:": {EXPECTED}'),
        ("<!-- JSHost skip: x -->", f'"JSHost skip: x": {EXPECTED}'),
        ("<!-- jshost \x1b[2J -->", f'"jshost \\x1b[2J": {EXPECTED}'),
        ("<!-- jshost skip: x -->", "skip: no code block follows"),
        ("<!-- jshost skip: x --><!-- jshost skip: y -->",
         "skip: the next code block has such a comment already"),
        ("<!-- jshost a()", "a comment that is not closed with -->: what follows is hidden"),
    ],
)  # fmt: skip
def test_comments_that_are_wrong_are_told(name: str, comment: str, message: str) -> None:
    faults = read(name, f"a\n\n{comment}\n").faults
    assert (faults[0].line, faults[0].message) == (3, message)
    assert str(faults[0].file) == name


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ["", " page"])
def test_set_up_code_before_no_block_is_told(name: str, kind: str) -> None:
    page = read(name, f"<pre>1</pre>\n\n<!-- jshost{kind}\na()\n-->\n")
    assert [(fault.line, fault.message) for fault in page.faults] == [
        (4, "set-up code that no code block follows")
    ]


@pytest.mark.parametrize("name", READERS)
def test_other_comments_are_nothing(name: str) -> None:
    page = read(name, "<!-- a jshost\nb() -->\n<!-- jshosted skip: x -->\n\n<pre>1</pre>\n")
    assert page == Page(name, (Block(name, (), 1, 5, "", "1"),), ())


@pytest.mark.parametrize("name", READERS)
def test_set_up_code_has_a_limit(name: str) -> None:
    comment = "<!-- jshost page\na()\n-->\n"
    assert len(read(name, comment * 100 + "\n<pre>1</pre>").blocks[0].setup) == 100
    with pytest.raises(InputError) as caught:
        read(name, comment * 101)
    assert str(caught.value) == f"{name}:302: more than 100 comments with code for one block"


@pytest.mark.parametrize("name", READERS)
def test_faults_have_a_limit(name: str) -> None:
    assert len(read(name, "<!-- jshost -->\n" * 1001).faults) == 1000


@pytest.mark.parametrize(
    ("name", "unit"), [("page.md", "~~~\n~~~\n"), ("page.html", "<pre>\na\n</pre>\n")]
)
def test_blocks_have_a_limit(name: str, unit: str) -> None:
    assert len(read(name, unit * 10_000).blocks) == 10_000
    with pytest.raises(InputError) as caught:
        read(name, unit * 10_001)
    line = 10_000 * unit.count("\n") + 2
    assert str(caught.value) == (
        f"{name}:{line}: more than 10,000 code blocks, the most a page may have"
    )


@pytest.mark.parametrize("name", READERS)
def test_of_a_very_long_heading_the_beginning_counts(name: str) -> None:
    text = f"# {'a' * 2000}\n\n    1\n" if name == "page.md" else f"<h1>{'a' * 2000}<pre>1</pre>"
    assert read(name, text).blocks[0].heading == ("a" * 1000,)


# -- reading


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [(".html", 1), (".HTM", 1), (".md", 2), (".markdown", 2), (".txt", 2), ("", 2)],
)
def test_the_name_says_what_a_page_is(tmp_path: Path, suffix: str, expected: int) -> None:
    path = write(tmp_path / f"page{suffix}", f"<pre>1</pre>\n\n{FENCE}\n2\n{FENCE}\n")
    assert len(read_page(path).blocks) == expected


def test_a_page_is_called_as_it_was_named(tmp_path: Path) -> None:
    path = write(tmp_path / "page.html", "<pre>1</pre><!-- jshost -->")
    for name in (None, "docs/a\x1b.html"):
        page = read_page(path, name)
        assert {page.file, page.blocks[0].file, page.faults[0].file} == {name or str(path)}
    assert refusal(write(path, b"\0"), "docs/a\x1b.html").startswith("docs/a\\x1b.html:1: ")


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_an_empty_page_has_no_blocks(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"page{suffix}", b"")
    assert read_page(path, "x") == Page("x", (), ())


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_all_ways(tmp_path: Path, suffix: str, end: str) -> None:
    text = "<h1>中</h1>\n\n<!-- jshost\na()\nb()\n-->\n\n<pre>\n1\n2\n</pre>\n".replace("\n", end)
    (block,) = read_page(write(tmp_path / f"page{suffix}", text)).blocks
    assert (block.line, block.text, block.setup) == (9, "1\n2", ((4, "a()\nb()"),))


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_say_how_a_page_is_coded(
    tmp_path: Path, suffix: str, charset: str
) -> None:
    text = "<h1>中</h1>\n\n<pre>\n文\n</pre>\n"
    (block,) = read_page(write(tmp_path / f"page{suffix}", text.encode(charset))).blocks
    assert (block.heading, block.line, block.text) == (("中",), 4, "文")


@pytest.mark.parametrize(
    ("meta", "charset"),
    [
        ('<meta charset="gbk">', "gbk"),
        ("<META CHARSET=GB2312>", "gbk"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb18030">', "gb18030"),
        ("<meta charset=big5>", "big5"),
        ("<meta charset=Shift_JIS>", "shift_jis"),
        ('<meta name="a"><meta charset = "utf-8">', "utf-8"),
        ("<meta charset=rot13>", "utf-8"),
        ("<meta charset=no-such>", "utf-8"),
        ("<!-- " + "x" * 1024 + " --><meta charset=gbk>", "utf-8"),
    ],
)
def test_html_pages_say_how_they_are_coded(tmp_path: Path, meta: str, charset: str) -> None:
    path = write(tmp_path / "page.html", f"{meta}<pre>中文</pre>".encode(charset))
    assert read_page(path).blocks[0].text == "中文"


@pytest.mark.parametrize("charset", blocks._CHARSETS.values())
def test_charsets_are_known_here(charset: str) -> None:
    assert "a".encode(charset) == b"a"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("中\n中".encode() + b"\xff", "x:2: not UTF-8: byte 0xff; save the page as UTF-8"),
        (b"a\r\nb\rc\xe9", "x:3: not UTF-8: byte 0xe9; save the page as UTF-8"),
        (b"<meta charset=gbk>\n\xff", "x:2: not GB18030: byte 0xff; save the page as UTF-8"),
        (b"\xff\xfe\n\0a", "x:2: not UTF-16-LE: byte 0x61; save the page as UTF-8"),
        (b"a\n\0\n", "x:2: a NUL byte; expected text"),
        (b"\xff\xfe\n\0\0\0", "x:2: a NUL byte; expected text"),
    ],
)
def test_bytes_that_are_no_text_are_told(tmp_path: Path, content: bytes, expected: str) -> None:
    assert refusal(write(tmp_path / "page.html", content), "x") == expected


def test_a_page_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as stream:
        stream.truncate(10 * 1024 * 1024)
    assert refusal(path, "x") == "x:1: a NUL byte; expected text"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    assert refusal(path, "x") == "x: larger than 10 MB, the most a page may be"


def test_what_is_no_page_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.md", "x") == "x: no such file"
    assert refusal(tmp_path, "x") == "x: a folder; expected a page"
    assert refusal(tmp_path / ("a" * 300), "x").startswith("x: cannot be read: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert refusal(tmp_path / "pipe.md", "x") == "x: neither file nor folder; expected a page"
    faults = [f"{tmp_path / 'pipe.md'}: neither file nor folder"]
    assert find_pages([tmp_path / "pipe.md"]) == ([], faults)


# -- finding


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name in ("b.md", "a/z.HTML", "a/y.markdown", "a/b/c.htm", "a.js", "B.md", "c.txt"):
        write(tmp_path / "docs" / name, "")
    for name in (".git/x.md", "node_modules/x.md", "a/.x.md", "a/node_modules/x/x.md"):
        write(tmp_path / "docs" / name, "")
    return tmp_path / "docs"


def test_folders_are_searched_in_order(docs: Path) -> None:
    (docs / "d.md").mkdir()
    found, faults = find_pages([docs])
    names = ["B.md", "a/b/c.htm", "a/y.markdown", "a/z.HTML", "b.md"]
    assert [page.relative_to(docs).as_posix() for page in found] == names
    assert faults == []


def test_files_are_taken_as_given(docs: Path) -> None:
    given = [docs / "c.txt", docs / "a" / ".x.md", docs / "node_modules" / "x.md"]
    assert find_pages(given) == (given, [])


def test_each_page_is_found_once(docs: Path) -> None:
    again = docs / "a" / ".." / "b.md"
    found, _ = find_pages([again, docs / "a", docs, docs / "b.md"])
    assert found[0] == again
    assert [page.name for page in found[1:]] == ["c.htm", "y.markdown", "z.HTML", "B.md"]


def test_links_in_folders_are_not_followed(docs: Path) -> None:
    secret = write(docs.parent / "secret.md", "")
    inner = docs / "links"
    inner.mkdir()
    try:
        (inner / "secret.md").symlink_to(secret)
        (inner / "loop").symlink_to(inner, target_is_directory=True)
        (docs.parent / "way").symlink_to(docs, target_is_directory=True)
    except OSError:
        pytest.skip("no links on this system")
    assert len(find_pages([docs])[0]) == 5
    assert find_pages([inner / "secret.md"]) == ([inner / "secret.md"], [])
    assert len(find_pages([docs.parent / "way", docs])[0]) == 5


def test_paths_that_name_no_page_are_told(docs: Path) -> None:
    (docs / "empty").mkdir()
    found, faults = find_pages(
        [docs / "none\x1b.md", docs / "empty", docs / ("a" * 300), docs / "b.md"]
    )
    assert found == [docs / "b.md"]
    assert faults[:2] == [
        f"{docs}/none\\x1b.md: no such file or folder".replace("/", os.sep),
        f"{docs / 'empty'}: no page in it (.md .markdown .html .htm)",
    ]
    assert ": cannot be read: " in faults[2]
