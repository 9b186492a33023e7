"""The headings, code blocks and comments of HTML pages.

One regular expression walks over the tags as the HTML Standard has them
(https://html.spec.whatwg.org/multipage/parsing.html), in time that grows with the length of the
page alone, whatever is in it. The standard library's `html.parser` takes three times as long, and
the time of its older versions grows with the square of what is not closed.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from jshost.doctest.blocks import Collector, trim
from jshost.frozen import Frozen

MAX_DEPTH = 10_000
"""How deep elements around blocks may be nested; browsers stop at some hundred."""

# Possessive throughout: nothing is tried twice. What the page's end cuts off counts as closed.
_TAG = re.compile(
    r"""
    <(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)
    (?P<attributes>(?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+)
    (?:>|\Z)
    |<!--(?P<comment>-?>)?+
    |<[!?/]
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_COMMENT_END = re.compile(r"--!?>")

# Elements whose content is no text of the page's: it has no tags, or is not shown.
_RAW = {"iframe", "noembed", "noframes", "noscript", "script", "style", "xmp"}
_OPAQUE = _RAW | {"template", "textarea", "title"}
_END_OF = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _OPAQUE}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Elements that generators put around a block, and name its language on.
_WRAPPERS = frozenset(["div", "figure", "section", "td"])
_KNOWN = _OPAQUE | _HEADINGS | _WRAPPERS | {"a", "br", "button", "code", "pre"}

_PREFIXES = ("language-", "lang-", "highlight-source-", "highlight-")
# Classes beside which the language stands as a class of its own: `hljs javascript`.
_MARKS = frozenset(["hljs", "sourcecode"])
_GUTTERS = frozenset(["gutter", "linenos", "line-numbers", "rouge-gutter"])
# What the links of headings to themselves show.
_PERMALINK = re.compile(r"[\s#¶§🔗\u200b\ufe0f]*")


def read(text: str, page: Collector, first: int = 1) -> None:
    """Tell a page what HTML holds, whose first line is `first` there."""
    _Scan(text, page, first).run()


class _Wrapper(Frozen):
    """An element around others. Its hint is for the first block in it, if no heading comes before:
    `landmarks` says how many there were when it began.
    """

    name: str
    hint: str
    gutter: bool
    landmarks: int


class _Open:
    """A heading or a `<pre>` that is being read: its text so far, in pieces with their places."""

    def __init__(self, name: str, at: int, hint: str, around: int) -> None:
        self.name = name
        self.at = at
        self.hint = hint
        self.around = around
        self.pieces: list[tuple[int, str]] = []
        self._inner = 0

    def add(self, at: int, raw: str) -> None:
        """Add what stands at a place, as it stands there."""
        if raw:
            self.pieces.append((at, raw))

    def begin(self) -> None:
        """Note that a link or a button begins."""
        self._inner = len(self.pieces)

    def end(self, name: str) -> None:
        """End a link or a button, and leave it out if it is no text of the page's."""
        shown = "".join(_text(raw) for _, raw in self.pieces[self._inner :])
        if name == "button" or (self.name != "pre" and _PERMALINK.fullmatch(shown)):
            del self.pieces[self._inner :]
        self._inner = len(self.pieces)

    def text(self) -> str:
        """Return the text as it is shown."""
        return "".join(_text(raw) for _, raw in self.pieces)


class _Scan:
    def __init__(self, text: str, page: Collector, first: int) -> None:
        self._text = text
        self._page = page
        self._counted, self._line = 0, first
        self._open: _Open | None = None
        self._wrappers: list[_Wrapper] = []
        self._depths: Counter[str] = Counter()
        self._landmarks = 0

    def run(self) -> None:
        text, at = self._text, 0
        while tag := _TAG.search(text, at):
            if self._open:
                self._open.add(at, text[at : tag.start()])
            at = tag.end()
            name = tag["name"]
            if name is None:
                at = self._declaration(tag)
            elif (name := name.lower()) in _KNOWN:
                at = self._tag(name, tag)
        if self._open:
            self._open.add(at, text[at:])
            self._close(complete=False)

    def _declaration(self, tag: re.Match[str]) -> int:
        """Return where a comment, or what browsers take for one, ends."""
        at = tag.end()
        if not tag[0].startswith("<!--"):
            return self._text.find(">", at) + 1 or len(self._text)
        if tag["comment"]:
            return at
        end = _COMMENT_END.search(self._text, at)
        if not end:
            return self._unclosed(at, "a comment that is not closed with -->")
        self._page.comment(self._line_of(at), self._text[at : end.start()])
        return end.end()

    def _tag(self, name: str, tag: re.Match[str]) -> int:
        """Take a tag, and return where the next one is to be looked for."""
        if tag["slash"]:
            self._end(name)
        elif name in _OPAQUE:
            end = _END_OF[name].search(self._text, tag.end())
            return end.start() if end else self._unclosed(tag.end(), f"<{name}> without </{name}>")
        else:
            self._start(name, tag)
        return tag.end()

    def _unclosed(self, at: int, what: str) -> int:
        self._page.fault(self._line_of(at), f"{what}: what follows is hidden")
        return len(self._text)

    def _start(self, name: str, tag: re.Match[str]) -> None:
        if name in _HEADINGS or name == "pre":
            self._close(complete=False)
            hint = _language(name, _attributes(tag)) if name == "pre" else ""
            self._open = _Open(name, tag.end(), hint or self._hint_around(), len(self._wrappers))
        elif name in _WRAPPERS:
            self._wrap(name, tag)
        elif self._open:
            self._inside(self._open, name, tag)

    def _inside(self, element: _Open, name: str, tag: re.Match[str]) -> None:
        if name == "br":
            element.add(tag.start(), "\n")
        elif name == "code":
            element.hint = _language(name, _attributes(tag)) or element.hint
        else:
            element.begin()

    def _end(self, name: str) -> None:
        if name in _WRAPPERS:
            self._unwrap(name)
        elif not self._open:
            return
        elif name == self._open.name or (name in _HEADINGS and self._open.name in _HEADINGS):
            self._close(complete=True)
        elif name in ("a", "button"):
            self._open.end(name)

    def _wrap(self, name: str, tag: re.Match[str]) -> None:
        if name == "td" and self._wrappers and self._wrappers[-1].name == "td":
            self._unwrap("td")  # the end of a cell may be left out
        if len(self._wrappers) == MAX_DEPTH:
            what = f"elements nested more than {MAX_DEPTH:,} deep, the most a page may have"
            self._page.refuse(self._line_of(tag.start()), what)
        found = _attributes(tag)
        gutter = not _GUTTERS.isdisjoint(_classes(found))
        hint = _language(name, found) or self._hint_around()
        self._wrappers.append(_Wrapper(name, hint, gutter, self._landmarks))
        self._depths[name] += 1

    def _unwrap(self, name: str) -> None:
        """End an element, and those that were not ended in it."""
        if not self._depths[name]:
            return
        inner = ""
        while inner != name:
            inner = self._wrappers.pop().name
            self._depths[inner] -= 1
        if self._open and len(self._wrappers) < self._open.around:
            self._close(complete=False)

    def _hint_around(self) -> str:
        around = self._wrappers[-1] if self._wrappers else None
        return around.hint if around and around.landmarks == self._landmarks else ""

    def _close(self, *, complete: bool) -> None:
        """End what is being read; a `<pre>` that ends with something else is a fault."""
        element, self._open = self._open, None
        if element is None:
            return
        if element.name != "pre":
            self._landmarks += 1
            self._page.heading(int(element.name[1]), element.text())
        elif not (self._wrappers and self._wrappers[-1].gutter):
            self._block(element, complete)

    def _block(self, element: _Open, complete: bool) -> None:
        text = trim(element.text())[1]
        if not complete:
            if not text:
                return
            self._page.fault(
                self._line_of(element.at),
                "<pre> without </pre>: the block ends with what is around it, or where the next "
                "one or a heading begins",
            )
        self._landmarks += 1
        self._page.code(self._first_line(element), text, element.hint)

    def _first_line(self, element: _Open) -> int:
        for at, raw in element.pieces:
            for row, line in enumerate(raw.split("\n")):
                if _text(line).strip():
                    return self._line_of(at) + row
        return self._line_of(element.at)

    def _line_of(self, at: int) -> int:
        """Return the line of a place; quickly if it is not far from the last one."""
        if at >= self._counted:
            self._line += self._text.count("\n", self._counted, at)
        else:
            self._line -= self._text.count("\n", at, self._counted)
        self._counted = at
        return self._line


def _text(raw: str) -> str:
    try:
        return unescape(raw)
    except ValueError:  # a character's number of thousands of digits
        return raw


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    """Return the attributes of a tag, of equal ones the first."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(tag["attributes"]):
        quoted = value[:1] in ("'", '"')
        found.setdefault(name.lower(), _text(value[1:-1] if quoted else value))
    return found


def _classes(attributes: dict[str, str]) -> list[str]:
    return attributes.get("class", "").lower().split()


def _language(name: str, attributes: dict[str, str]) -> str:
    """Return the language that an element names, in one of the ways of generators."""
    classes = _classes(attributes)
    for prefix in _PREFIXES:
        for word in classes:
            if word.startswith(prefix) and word != prefix:
                return word.removeprefix(prefix)
    if not _MARKS.isdisjoint(classes) or (name == "figure" and "highlight" in classes):
        return next((word for word in classes if word not in _MARKS | {"highlight"}), "")
    return attributes.get("data-lang") or attributes.get("data-language") or ""
