"""Source positions: each file has its own range of line numbers in an engine that knows only one
file name.

Lines below HOST_FIRST are code that the guest itself evaluates, HOST_FIRST to GUEST_FIRST the
host's own JS.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from jshost._polyfills import HOST_FIRST

GUEST_FIRST = 4_000


# Compiled when there is a stack to read: most runs have none.
@cache
def _position() -> re.Pattern[str]:
    return re.compile(r"<input>(?::(\d{1,9}))?(?::(\d{1,9}))?")


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(
        r"^\s{4,}at (?:(.*?) \()?"
        r"(?:<input>(?::(\d{1,9}))?(?::(\d{1,9}))?|native|<anonymous>|<null>|<evalScript>)\)?$"
    )


# Text that is no code, as far as it can be told without parsing, and parentheses.
@cache
def _tokens() -> re.Pattern[str]:
    texts = (r'"(?:[^"\\\n]|\\.)*"', r"'(?:[^'\\\n]|\\.)*'", r"`(?:[^`\\]|\\.)*`")
    return re.compile("|".join((*texts, r"//[^\n]*", r"/\*.*?\*/", r"[()]")), re.DOTALL)


# How far a call is looked for: lines, candidates, and characters that one may go over.
_MAX_LINES, _MAX_CANDIDATES, _MAX_LENGTH = 500, 50, 20_000


class Positions:
    """The files loaded so far, by the line at which each begins."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._names: list[str] = []
        self._sources: list[list[str]] = []
        self._offsets: list[int] = []
        self._calls: dict[tuple[int, str], int] = {}
        self._next = GUEST_FIRST

    def place(self, name: str, source: str, line: int = 1) -> int:
        """Give a file its range and return the line at which its first line stands; the wrapper
        begins one line before. For people its first line is `line`: it may be a part of a page.
        """
        first = self._next + 1
        self._firsts.append(first)
        self._names.append(name)
        # CR, LS and PS count as line ends in the engine too; the wrapper takes two lines more.
        lines = source.splitlines() or [""]
        self._sources.append(lines)
        self._offsets.append(line - 1)
        self._next = first + len(lines) + 3
        return first

    def find(self, line: int) -> tuple[str, int] | None:
        """Return file and line, or None for a line of the host's own."""
        if line < HOST_FIRST:
            return "<eval>", line
        at = bisect_right(self._firsts, line + 1) - 1
        if at < 0:
            return None
        return self._names[at], self._number(at, line) + self._offsets[at]

    def _number(self, at: int, line: int) -> int:
        """Return an engine line as one of the file's own."""
        # What is missing at the end of a file is found missing in the wrapper that follows it.
        number = max(1, line - self._firsts[at] + 1)
        return min(number, len(self._sources[at]))

    def locate(self, text: str) -> str:
        """Rewrite the positions of a stack; frames of the host's own JS are left out."""
        if "<input>" not in text:
            return text
        found = (self._locate_line(line) for line in text.rstrip().split("\n"))
        lines = [line for line in found if line is not None]
        # Where guest code was entered from is the host's own business.
        while lines and lines[-1].endswith("(native)") and _frame().match(lines[-1]):
            lines.pop()
        return "\n".join(lines)

    def _locate_line(self, line: str) -> str | None:
        # As the engine indents its frames: anything else is text of the guest's.
        found = _position().search(line) if line.lstrip().startswith("at ") else None
        if found is None or not line.startswith("    "):
            return line
        if found[1] is None:
            # A function on one line has none. Of several files it could be in any.
            if len(self._names) > 1:
                return line.replace(" (<input>)", "")
            return line.replace("<input>", (*self._names, "<eval>")[0])
        place = self.find(int(found[1]))
        if place is None:
            return None if _frame().match(line) else line
        column = f":{found[2]}" if found[2] else ""
        return f"{line[: found.start()]}{place[0]}:{place[1]}{column}{line[found.end() :]}"

    def of_function(self, line: int) -> tuple[str, int, int] | None:
        """Return file and line of a function that starts at an engine line; 0 means none is known.

        For the body of a file itself the line is 0: where in it something happened is not known.
        """
        if line + 1 in self._firsts:
            return self._names[self._firsts.index(line + 1)], 0, 0
        place = self.find(line) if line else None
        return None if place is None else (*place, 0)

    def call(self, stack: str, name: str) -> tuple[str, int] | None:
        """Return file and line of the call of a function of that name, made where a stack was
        taken. None where no guest file made it.

        QuickJS gives the line at which a call ends: one that goes over several lines is looked for
        from there upwards.
        """
        line = self._innermost(stack)[0]
        place = self.find(line) if line else None
        at = bisect_right(self._firsts, line + 1) - 1
        if place is None or at < 0:
            return place
        if (line, name) not in self._calls:
            source = self._sources[at]
            self._calls[line, name] = _lines_back(source, self._number(at, line), name)
        return place[0], place[1] - self._calls[line, name]

    def innermost(self, stack: str) -> tuple[str, int, int] | None:
        """Return file, line and column of the first frame that stands in a guest file and has a
        line.
        """
        line, column = self._innermost(stack)
        place = self.find(line) if line else None
        return (*place, column) if place else None

    def _innermost(self, stack: str) -> tuple[int, int]:
        """Return that frame's line in the engine and its column, zeros where there is none."""
        for line in stack.split("\n"):
            frame = _frame().match(line)
            if frame and frame[2] and self.find(int(frame[2])) is not None:
                return int(frame[2]), int(frame[3] or 0)
        return 0, 0


def _lines_back(source: list[str], end: int, name: str) -> int:
    """Return over how many lines a call of `name` goes that ends at a line; 0 where none is
    found.
    """
    called = re.compile(rf"(?<![\w$]){re.escape(name)}\s*\(")
    left = _MAX_CANDIDATES
    for back in range(min(end, _MAX_LINES)):
        for found in called.finditer(source[end - 1 - back][:_MAX_LENGTH]):
            rest = "\n".join((source[end - 1 - back][found.end() :], *source[end - back : end]))
            if _closes(rest[:_MAX_LENGTH]) == back:
                return back
            left -= 1
            if not left:
                return 0
    return 0


def _closes(text: str) -> int:
    """Return in which line, from 0, the parenthesis closes that was opened before; -1 for none."""
    depth = 1
    for token in _tokens().finditer(text):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0:
            return text.count("\n", 0, token.start())
    return -1
