"""WXML and WXSS, as far as it takes to tell that a text is one: tags that nest, rules and
declarations. Both readers go through the text once, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jshost.frozen import Frozen

MAX_OPEN = 100
"""How many open tags are looked through for one that is closed."""

_COMPONENTS = frozenset(
    (
        *("view", "scroll-view", "swiper", "swiper-item", "movable-view", "movable-area"),
        *("cover-view", "cover-image", "icon", "text", "rich-text", "progress", "button"),
        *("checkbox", "checkbox-group", "form", "input", "label", "picker", "picker-view"),
        *("picker-view-column", "radio", "radio-group", "slider", "switch", "textarea", "editor"),
        *("navigator", "audio", "image", "video", "camera", "live-player", "live-pusher", "map"),
        *("canvas", "open-data", "web-view", "ad", "ad-custom", "official-account", "page-meta"),
        *("navigation-bar", "match-media", "voip-room", "page-container", "root-portal", "span"),
        *("block", "template", "import", "include", "slot", "wxs", "functional-page-navigator"),
    )
)
"""The components and the tags of the syntax (https://developers.weixin.qq.com/miniprogram/dev/)."""

_BROWSER = frozenset(
    (
        *("html", "head", "body", "script", "style", "meta", "link", "title", "div", "p", "a"),
        *("ul", "ol", "li", "img", "table", "tr", "td", "th", "h1", "h2", "h3", "br", "iframe"),
        *("xml", "svg", "select", "option", "section", "header", "footer", "nav", "main"),
    )
)
"""Tags of other documents."""

_TAG = re.compile(
    r"<!--[\s\S]*?(?:-->|(?P<open>\Z))"
    r"|\{\{[^{}]*+(?:\}\})?"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z!?][\w:.-]*+)"
    r"""(?P<attributes>(?:"[^"]*+"?|'[^']*+'?|[^"'<>]++)*+)(?P<end>>?)"""
)
_BOUND = re.compile(r"\{\{|\s(?:wx:|bind|catch|capture-|mut-bind|model:)")


class Markup(Frozen):
    """A text with tags: which, whether they are bound to values and functions of a page, and why
    they do not nest, "" where they do.
    """

    tags: frozenset[str]
    is_bound: bool
    fault: str

    @property
    def is_foreign(self) -> bool:
        """Whether there are tags of other documents."""
        if any(tag[0] in "!?" or tag[0].isupper() for tag in self.tags):
            return True
        return bool(self.tags & _BROWSER) and not self.is_bound

    @property
    def is_wxml(self) -> bool:
        """Whether the tags are those of a mini program's page."""
        own = self.is_bound or any(tag in _COMPONENTS or "-" in tag for tag in self.tags)
        return own and not self.is_foreign


def read_markup(text: str) -> Markup:
    """Read a text with tags."""
    tags: set[str] = set()
    pending: list[tuple[str, int]] = []
    fault = ""
    for found in _tags(text):
        name: str = found["name"]
        fault = fault or _nest(found, pending, text)
        if name and not found["closing"]:
            tags.add(name)
    if pending and not fault:
        name, at = pending[-1]
        fault = f"line {_line(text, at)}: <{name:.30}> is not closed"
    return Markup(frozenset(tags), _BOUND.search(text) is not None, fault)


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield tags and comments, without those in scripts."""
    at = 0
    while found := _TAG.search(text, at):
        yield found
        at = found.end()
        if found["name"] == "wxs" and not found["closing"] and not _is_empty(found):
            end = text.find("</wxs", at)
            at = len(text) if end < 0 else end


def _nest(found: re.Match[str], pending: list[tuple[str, int]], text: str) -> str:
    """Take in a tag, and return what is wrong with it."""
    name: str = found["name"]
    message = ""
    if found["open"] is not None:
        message = "a comment that does not end"
    elif not name:
        return ""
    elif not found["end"]:
        message = f"<{name:.30} has no >"
    elif not found["closing"]:
        if not _is_empty(found):
            pending.append((name, found.start()))
    elif pending and pending[-1][0] == name:
        pending.pop()
    elif any(name == before for before, _ in pending[-MAX_OPEN:]):
        name, at = pending[-1]
        return f"line {_line(text, at)}: <{name:.30}> is not closed"
    else:
        message = f"</{name:.30}> closes nothing"
    return f"line {_line(text, found.start())}: {message}" if message else ""


def _is_empty(tag: re.Match[str]) -> bool:
    return bool(tag["attributes"].endswith("/"))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


# -- styles ----------------------------------------------------------------------------------------

_STYLE = re.compile(
    r"/\*[\s\S]*?(?:\*/|\Z)|//[^\n]*+|(?P<mark>[{};])"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|url\([^)\n]*+\)?"
    r"|[^{};\"'/u]++|[u/])"
)
_SIMPLE = (
    r"(?:[A-Za-z_][\w-]*+|[*&]|\.-?[A-Za-z_][\w-]*+|#[\w-]++|::?[A-Za-z-]++(?:\([^()]*+\))?"
    r"|\[[^\[\]]*+\]|\d++(?:\.\d++)?%)"
)
_SELECTOR = re.compile(rf"(?:{_SIMPLE}++(?:\s*+[>+~,]\s*+|\s++)?)++")
_AT_RULE = re.compile(
    r"@(?:(?:-webkit-)?keyframes|media|font-face|supports|import|charset|layer|page)\b[^{}]*+"
)
_DECLARATION = re.compile(r"(?P<name>-{0,2}[A-Za-z][\w-]*+)\s*+:\s*+(?P<value>\S[\s\S]*+)")
_MEASURE = re.compile(r"\d(?:rpx|px|%|r?em|v[hw])\b|#[0-9a-fA-F]{3,8}\b|\brgba?\(")
# What other languages have before a brace or a colon.
_KEYWORDS = frozenset(
    (
        *("case", "class", "declare", "default", "do", "else", "enum", "export", "finally"),
        *("function", "import", "interface", "message", "module", "namespace", "new", "package"),
        *("return", "static", "struct", "switch", "try", "type", "typeof", "async", "get", "set"),
    )
)


class Styles(Frozen):
    """A text as rules and declarations: how many there are, how many signs that it cannot be
    anything else, and why it is not made of them.
    """

    rules: int
    declarations: int
    signs: int
    fault: str

    @property
    def is_wxss(self) -> bool:
        """Whether that is what it is, if nothing is wrong with it."""
        return bool(self.signs or (self.rules and self.declarations))


def read_styles(text: str) -> Styles:
    """Read a text as WXSS, up to what is wrong with it."""
    reader = _StyleReader()
    at, fault = 0, ""
    for found in _STYLE.finditer(text):
        at = found.start()
        if found["text"] is not None:
            reader.prelude.append(found["text"])
        elif found["mark"] is not None:
            fault = reader.read(found["mark"])
        if fault:
            break
    fault = fault or reader.end()
    where = f"line {_line(text, at)}: {fault}" if fault else ""
    return Styles(reader.rules, reader.declarations, reader.signs, where)


class _StyleReader:
    """Counts rules and declarations; what stands before a brace or a semicolon is `prelude`."""

    def __init__(self) -> None:
        self.prelude: list[str] = []
        self.rules = self.declarations = self.signs = self._depth = 0

    def read(self, mark: str) -> str:
        """Take in a brace or a semicolon. Return what is wrong before it."""
        before = "".join(self.prelude).strip()
        self.prelude = []
        if mark == "{":
            self._depth += 1
            self.rules += 1
            self.signs += before[:1] in (".", "#", "@")
            is_head = _AT_RULE.fullmatch(before) or _SELECTOR.fullmatch(before)
            return "" if is_head and _first(before) not in _KEYWORDS else "a selector expected"
        self._depth -= mark == "}"
        if self._depth < 0:
            return "} closes nothing"
        return self._declare(before, True)

    def end(self) -> str:
        """Return what is wrong with the end of the text."""
        if self._depth:
            return "{ is not closed"
        return self._declare("".join(self.prelude).strip(), False)

    def _declare(self, text: str, has_end: bool) -> str:
        found = _DECLARATION.fullmatch(text)
        if found and found["name"] not in _KEYWORDS:
            measured = "-" in found["name"] or _MEASURE.search(found["value"]) is not None
            self.declarations += 1
            self.signs += has_end and measured
        elif _AT_RULE.fullmatch(text):
            self.rules += 1
            self.signs += 1
        elif text:
            return "a declaration expected"
        return ""


def _first(text: str) -> str:
    return text.split(None, 1)[0] if text else ""
