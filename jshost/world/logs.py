"""The logs of a program: one that stays on the phone until the user sends it, and one that is
reported to the platform as the program runs.

A line's size is that of its arguments as JSON, in bytes of UTF-8.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from typing import Any

from jshost.differences.debug import (
    MAX_FILTERS,
    MAX_LINE,
    MAX_LOG,
    MAX_REALTIME,
    MAX_REALTIME_LINES,
)
from jshost.frozen import Frozen
from jshost.trace import CallRecord, EventRecord, Record

_LIFECYCLES = frozenset(
    ("launch", "onAppShow", "onAppHide", "onLoad", "onShow", "onReady", "onHide", "onUnload")
)


class Line(Frozen):
    """One line: when it was written, in milliseconds of the run, how grave it is, and what."""

    t: float
    level: str
    values: tuple[Any, ...]
    size: int

    @classmethod
    def of(cls, t: float, level: str, values: Iterable[Any]) -> Line:
        """Return a line, and measure it."""
        whole = tuple(values)
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        return cls(t, level, whole, len(text.encode("utf-8", "replace")))


class Log:
    """The log on the phone, as far as the program writes it. At a `level` of 0 the platform's base
    library writes there too: `whole` has both.
    """

    def __init__(self) -> None:
        self.level = 0
        self.lines: deque[Line] = deque()
        self._size = 0

    def write(self, line: Line) -> bool:
        """Add a line; the oldest ones make room for it. Return whether it could be kept."""
        if line.size > MAX_LINE:
            return False
        self.lines.append(line)
        self._size += line.size
        while self._size > MAX_LOG:
            self._size -= self.lines.popleft().size
        return True


def whole(records: Iterable[Record], level: int) -> tuple[Line, ...]:
    """Return all that is on the phone after a run with these records. What the base library writes
    at a `level` of 0, calls and lifecycles, is documented; how it does is not (I).
    """
    log = Log()
    for record in records:
        line = _line_of(record, level)
        if line is not None:
            log.write(line)
    return tuple(log.lines)


def _line_of(record: Record, level: int) -> Line | None:
    if isinstance(record, CallRecord):
        owner, _, name = record.api.partition(".")
        if owner == "LogManager":
            return Line.of(record.t, name, record.args)
        return None if level else Line.of(record.t, "call", (f"wx.{record.api}", record.args))
    if isinstance(record, EventRecord) and record.name in _LIFECYCLES and not level:
        return Line.of(record.t, "lifecycle", (record.name, record.detail))
    return None


class RealtimeReport(Frozen):
    """What the platform was sent at once: the lines that belong to one page, and the words by which
    they can be found.
    """

    page: str
    filters: tuple[str, ...]
    lines: tuple[Line, ...]


class RealtimeLog:
    """The log that is reported: what waits for the next report, and the `reports`."""

    def __init__(self) -> None:
        self.page = ""
        self.filters: tuple[str, ...] = ()
        self.waiting: list[Line] = []
        self.reports: list[RealtimeReport] = []

    @property
    def size(self) -> int:
        """How many bytes wait."""
        return sum(line.size for line in self.waiting)

    def write(self, line: Line, page: str) -> bool:
        """Have a line of a page wait; those of another page are reported. Return whether there was
        room for it.
        """
        if page != self.page:
            self.report()
            self.page = page
        room = self.size + line.size <= MAX_REALTIME and len(self.waiting) < MAX_REALTIME_LINES
        if room:
            self.waiting.append(line)
        return room

    def report(self) -> None:
        """Report what waits."""
        if self.waiting:
            self.reports.append(RealtimeReport(self.page, self.filters, tuple(self.waiting)))
            self.waiting = []

    def find_by(self, *words: str) -> None:
        """Have the lines be found by these words from the next report on, as many as there is room
        for.
        """
        text = "\n".join(filter(None, words))
        if len(text.encode("utf-8", "replace")) <= MAX_FILTERS:
            self.filters = tuple(text.split("\n")) if text else ()
