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


class Positions:
    """The files loaded so far, by the line at which each begins."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._names: list[str] = []
        self._lengths: list[int] = []
        self._next = GUEST_FIRST

    def place(self, name: str, source: str) -> int:
        """Give a file its range and return the line at which its first line stands; the wrapper
        begins one line before.
        """
        first = self._next + 1
        self._firsts.append(first)
        self._names.append(name)
        # CR, LS and PS count as line ends in the engine too; the wrapper takes two lines more.
        lines = len(source.splitlines()) or 1
        self._lengths.append(lines)
        self._next = first + lines + 3
        return first

    def find(self, line: int) -> tuple[str, int] | None:
        """Return file and line, or None for a line of the host's own."""
        if line < HOST_FIRST:
            return "<eval>", line
        at = bisect_right(self._firsts, line + 1) - 1
        if at < 0:
            return None
        # What is missing at the end of a file is found missing in the wrapper that follows it.
        number = max(1, line - self._firsts[at] + 1)
        return self._names[at], min(number, self._lengths[at])

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

    def innermost(self, stack: str) -> tuple[str, int, int] | None:
        """Return file, line and column of the first frame that stands in a guest file and has a
        line.
        """
        for line in stack.split("\n"):
            frame = _frame().match(line)
            if frame is None or frame[2] is None:
                continue
            place = self.find(int(frame[2]))
            if place is not None:
                return (*place, int(frame[3] or 0))
        return None
