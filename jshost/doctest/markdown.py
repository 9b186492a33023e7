"""The headings, code blocks and comments of Markdown pages, as CommonMark has them
(https://spec.commonmark.org/0.31.2/).

Where a page holds HTML, and in its headings, it is rendered and read as an HTML page would be: so
that a page has the same blocks in both forms.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from jshost.doctest import html
from jshost.doctest.blocks import Collector, trim

# The parser takes up to 30 µs for a line, 15 µs for an element and 15 µs for a character of
# inline text. What a page of 10 MB could hold of them would take minutes and gigabytes.
MAX_LINES = 100_000
MAX_ELEMENTS = 100_000
MAX_INLINE = 100_000

# What generators take off a page before it is Markdown; to CommonMark it would be a heading.
_FRONT_MATTER = re.compile(r"---[ \t]*\n\w[\w-]*[ \t]*:(?:.*\n)*?(?:---|\.\.\.)[ \t]*\n")
# What headings have in them that is not plain text, and the HTML in paragraphs that matters here.
_MARKUP = re.compile(r"[\\`*_\[\]<&]")
_HTML = re.compile(r"<!--\s*jshost\b|<pre\b|<h[1-6]\b", re.IGNORECASE)
_OPENED = re.compile(r"<!--\s*jshost\b", re.IGNORECASE)
_ROW = "jshost.row"


def read(text: str, page: Collector) -> None:
    """Tell a page what its Markdown holds."""
    text = _without_front_matter(text if text.endswith("\n") else f"{text}\n")
    if text.count("\n") > MAX_LINES:
        page.refuse(MAX_LINES + 1, f"more than {MAX_LINES:,} lines, the most a page may have")
    _Reading(text, page).run()


def _without_front_matter(text: str) -> str:
    matter = _FRONT_MATTER.match(text)
    return "\n" * matter[0].count("\n") + text[matter.end() :] if matter else text


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the name is the base class's
        """Take every link, `javascript:` too: nothing that is rendered here is shown."""
        return True


@cache
def _parser() -> _Parser:
    """Return a parser for blocks alone; inline text is parsed where it is of use."""
    parser = _Parser("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.before("code", "limit", _limit)
    parser.inline.ruler.at("html_inline", _html_inline)
    return parser


def _html_inline(state: StateInline, silent: bool) -> bool:
    """Do as the parser's rule does, and note in which row of the text a comment begins."""
    at = state.pos
    found = html_inline(state, silent)
    if found and not silent and state.src.startswith("<!--", at):
        state.tokens[-1].meta[_ROW] = state.src.count("\n", 0, at)
    return found


def _limit(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Count the elements of a page: a rule that is tried before all others, and never applies."""
    state.env["elements"] += 1
    if state.env["elements"] > MAX_ELEMENTS:
        what = f"more than {MAX_ELEMENTS:,} headings, paragraphs, list items and blocks"
        state.env["page"].refuse(start + 1, f"{what}, the most a page may have")
    return False


class _Reading:
    def __init__(self, text: str, page: Collector) -> None:
        self._page = page
        self._parser = _parser()
        # What the parser's rules share: `_limit` counts, and links find their definitions.
        self._shared: dict[str, Any] = {"page": page, "elements": 0}
        self._tokens = self._parser.parse(text, self._shared)
        self._inline = 0
        self._too_deep = False

    def run(self) -> None:
        level = 0
        for token in self._tokens:
            if token.map is None:  # the end of an element
                level = 0
            elif token.type == "heading_open":
                level = int(token.tag[1])
            else:
                self._take(token, token.map[0] + 1, token.map[1] - token.map[0], level)

    def _take(self, token: Token, line: int, height: int, level: int) -> None:
        if token.type == "inline":
            self._text(token.content, line, level)
        elif token.type == "html_block":
            html.read(token.content, self._page, line)
        elif token.type == "code_block":
            self._code(line, token.content, "")
        elif token.type == "fence":
            if height == token.content.count("\n") + 1:
                whole = "the page" if token.level == 0 else "its list item or quote"
                what = f"{token.markup} is not closed: the block runs to the end of {whole}"
                self._page.fault(line, what)
            self._code(line + 1, token.content, unescapeAll(token.info))
        elif token.nesting and token.level + 1 >= self._parser.options.maxNesting:
            self._note_depth(line)

    def _code(self, line: int, content: str, hint: str) -> None:
        above, text = trim(content)
        self._page.code(line + above, text, hint)

    def _note_depth(self, line: int) -> None:
        if not self._too_deep:
            most = self._parser.options.maxNesting
            what = f"lists and quotes nested {most} deep: no further are they, or the page, read"
            self._page.fault(line, what)
        self._too_deep = True

    def _text(self, content: str, line: int, level: int) -> None:
        """Take the text of a heading (level 1 to 6), or of something else (level 0)."""
        if level and not _MARKUP.search(content):
            self._page.heading(level, content)
        elif level:
            html.read(f"<h{level}>{self._render(content, line)}</h{level}>", self._page, line)
        elif _HTML.search(content):
            html.read(self._render(content, line), self._page, line)

    def _render(self, content: str, line: int) -> str:
        """Return inline text as HTML, with its comments on the lines on which they stand."""
        self._inline += len(content)
        if self._inline > MAX_INLINE:
            what = f"more than {MAX_INLINE:,} characters of headings, and of text with HTML in it"
            self._page.refuse(line, f"{what}, the most a page may have")
        tokens: list[Token] = []
        self._parser.inline.parse(content, self._parser, self._shared, tokens)
        parts, rows = [], 0
        for token in tokens:
            # What the parser only joins later; a comment that does not end is text, too.
            token.type = token.type.removesuffix("_special")
            if token.type == "text" and _OPENED.search(token.content):
                said = "a comment of jshost that does not end in its paragraph"
                self._page.fault(line, said, is_ours=True)
            parts.append("\n" * (token.meta.get(_ROW, 0) - rows) + self._html(token))
            rows += parts[-1].count("\n")
        return "".join(parts)

    def _html(self, token: Token) -> str:
        return str(self._parser.renderer.render([token], self._parser.options, self._shared))
