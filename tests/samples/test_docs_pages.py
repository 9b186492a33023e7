"""The pages of documentation in samples/docs are the same in both languages, and lead to each
other. What their examples do is doctest's to say.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from tree_sitter import Node

DOCS = Path(__file__).parents[2] / "samples" / "docs"
LANGUAGES = ["en", "zh-CN"]
PAGES = sorted(
    path.name for path in (DOCS / LANGUAGES[0]).iterdir() if path.suffix in (".md", ".html")
)

_SKIP = "jshost skip:"
_HEADING = re.compile(r"h([1-6])")
# Scopes, paths and the like, which are the same in every language; other strings are for people.
_NAME = re.compile(r"[\w/-]*\.[\w./-]+", re.ASCII)
_WORD = re.compile(r"[\w./-]+", re.ASCII)


@dataclass(frozen=True)
class Code:
    """A block of code, or a comment that prepares one."""

    language: str
    text: str


@dataclass
class Page:
    """What a page has, in order: the levels and texts of its headings, its code, its links."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    identities: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Reads a page from its HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._text = ""
        self._language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "pre" or _HEADING.fullmatch(tag):
            self._text = self._language = ""
        elif tag == "code":
            self._language = re.sub("^lang(uage)?-", "", given.get("class") or "")
        elif tag == "a" and given.get("href"):
            self.page.links.append(given["href"] or "")
        if given.get("id"):
            self.page.identities.add(given["id"] or "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        heading = _HEADING.fullmatch(tag)
        if heading:
            self.page.headings.append((int(heading[1]), self._text))
        elif tag == "pre":
            self.page.code.append(Code(self._language or "js", self._text))

    def handle_comment(self, data: str) -> None:
        text = data.strip()
        if text.startswith(_SKIP):
            self.page.code.append(Code("skip", text))
        elif text.startswith("jshost"):
            self.page.code.append(Code("js", text))


def read(path: Path) -> Page:
    text = path.read_text("utf-8")
    reader = Reader()
    reader.feed(MarkdownIt().render(text) if path.suffix == ".md" else text)
    return reader.page


def anchors(path: Path) -> set[str]:
    """Return what a link to a page may have behind its `#`."""
    page = read(path)
    if path.suffix == ".html":
        return page.identities
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for _, text in page.headings}


def settings() -> dict[str, Any]:
    return tomllib.loads((DOCS / "jshost.toml").read_text("utf-8"))


# -- code without what is for people --------------------------------------------------------------


def bare(code: Code) -> Any:
    """Return a block without its comments and without texts for people."""
    match code.language:
        case "js" | "javascript":
            return list(_tokens(code.text))
        case "json":
            return _without_texts(json.loads(code.text))
        case "html" | "xml" | "wxml":
            return re.findall(r"<[^>]*>", code.text)
        case "toml" | "python":
            return re.sub(r"#.*", "", code.text)
    return code.text


def _tokens(text: str) -> Iterator[str]:
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    def tokens(node: Node) -> Iterator[str]:
        own = (node.text or b"").decode()
        if node.type in ("comment", "string_fragment", "escape_sequence"):
            return
        if node.type == "string":
            yield own if _NAME.fullmatch(own[1:-1]) else "''"
        elif not node.children:
            yield own
        for child in node.children if node.type != "string" else ():
            yield from tokens(child)

    parser = Parser(Language(tree_sitter_javascript.language()))
    yield from tokens(parser.parse(text.encode()).root_node)


def _without_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_texts(inner) for inner in value]
    if isinstance(value, str):
        return value if _WORD.fullmatch(value) else ""
    return value


# -- both languages -------------------------------------------------------------------------------


def test_every_page_is_there_in_both_languages() -> None:
    english, chinese = ({path.name for path in (DOCS / name).iterdir()} for name in LANGUAGES)
    assert english == chinese


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_headings(name: str) -> None:
    english, chinese = (read(DOCS / language / name).headings for language in LANGUAGES)
    assert [level for level, _ in english] == [level for level, _ in chinese]
    assert english


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_show_the_same_code(name: str) -> None:
    english, chinese = (read(DOCS / language / name).code for language in LANGUAGES)
    assert [code.language for code in english] == [code.language for code in chinese]
    assert [bare(code) for code in english] == [bare(code) for code in chinese]
    assert english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_headings_of_a_page_differ(language: str, name: str) -> None:
    # They name the blocks in jshost.toml.
    texts = Counter(text for _, text in read(DOCS / language / name).headings)
    assert {text for text, count in texts.items() if count > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(language: str, name: str) -> None:
    for link in read(DOCS / language / name).links:
        target, _, anchor = unquote(link).partition("#")
        path = DOCS / language / (target or name)
        assert path.is_file(), link
        assert not anchor or anchor in anchors(path), link


def test_every_page_is_linked_to_from_the_first() -> None:
    for language in LANGUAGES:
        linked = {link.partition("#")[0] for link in read(DOCS / language / "overview.md").links}
        assert linked == set(PAGES) - {"overview.md"}


# -- what jshost.toml says ------------------------------------------------------------------------


def test_both_languages_are_run_alike() -> None:
    english, chinese = (
        {
            (page.removeprefix(f"{language}/"), scenario)
            for page, given in settings()["pages"].items()
            if page.startswith(f"{language}/")
            for scenario in (
                given.get("scenario"),
                *(block["scenario"] for block in given.get("blocks", {}).values()),
            )
        }
        for language in LANGUAGES
    )
    assert english == chinese


def test_both_languages_are_broken_alike() -> None:
    english, chinese = (
        sorted(
            (name.partition(":")[0].removeprefix(f"{language}/"), reason)
            for name, reason in settings()["broken"].items()
            if name.startswith(f"{language}/")
        )
        for language in LANGUAGES
    )
    assert english == chinese
    assert english


def test_every_file_and_scenario_is_used() -> None:
    text = (DOCS / "jshost.toml").read_text("utf-8")
    found = [*DOCS.glob("files/*"), *DOCS.glob("scenarios/*")]
    assert [path.name for path in found if f"/{path.name}" not in text] == []
    assert found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_module_that_is_required_is_the_one_that_is_shown(language: str) -> None:
    module = Code("js", (DOCS / "files" / "auth.js").read_text("utf-8"))
    shown = [bare(code) for code in read(DOCS / language / "refusal.md").code]
    assert bare(module) in shown
