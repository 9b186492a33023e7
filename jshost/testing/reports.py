"""What pytest tells of a test that failed: why, at which line of the guest's, and what its hosts
had seen.

Text of the guest's is escaped, and there is only so much of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import FrameType, TracebackType
from typing import Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr, Traceback
from _pytest._io import TerminalWriter

from jshost import text, transcript
from jshost.errors import JsHostError
from jshost.host import Host
from jshost.testing.hosts import Hosts
from jshost.testing.javascript import Failure
from jshost.trace import ErrorRecord

MAX_LINES = 200
"""How many lines are shown of a message, and of a trace, a console and errors: the last ones."""

_MAX_SAID = 1_000
_MAX_LINE = 300
_PLACE = re.compile(r"([^\n]+?):([1-9]\d{0,6})(?::\d+)?(?:: |$)")
_INTERNAL = ("jshost", "_pytest", "pluggy", "pytest")

_MESSAGE, _SOURCE, _EXPECTED, _RECEIVED = "message", "source", "expected", "received"
_LOOKS: dict[str, dict[str, bool]] = {
    _MESSAGE: {"red": True, "bold": True},
    _SOURCE: {"bold": True},
    _EXPECTED: {"green": True},
    _RECEIVED: {"red": True},
}
_COMPARED = {"-": _EXPECTED, "+": _RECEIVED}


class GuestTestFailed(Exception):
    """A test that is not Python failed."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class GuestReport(TerminalRepr):
    """A failure as pytest shows it: lines, and how each one looks."""

    def __init__(self, lines: Sequence[tuple[str, str]], where: str) -> None:
        rest = len(lines) - MAX_LINES
        note = [("", f"({rest:,} more lines are left out)")] if rest > 0 else []
        self.lines = [*lines[:MAX_LINES], *note]
        file, _, row = where.rpartition(":")
        self.reprcrash = ReprFileLocation(file, int(row or 0), lines[0][1])

    def toterminal(self, tw: TerminalWriter) -> None:
        for look, shown in self.lines:
            tw.line(text.line(shown, _MAX_SAID), **_LOOKS.get(look, {}))


def of_error(record: ErrorRecord) -> Failure:
    """Return what a guest did not catch as the failure of its test."""
    return Failure(text.block(record.message), text.line(record.where), text.block(record.stack))


def guest_report(
    error: GuestTestFailed | JsHostError, hosts: Hosts, node: pytest.Collector | None = None
) -> GuestReport:
    """Return the report of a test that is not Python: message, the line of the guest's, the
    difference, the stack. The file of a `node` is called what pytest calls it.
    """
    failure = (
        error.failure
        if isinstance(error, GuestTestFailed)
        else Failure(text.escape(str(error)), "")
    )
    # A message that begins with a place of the guest's own says more than where the test was.
    inmost = failure.message if excerpt(failure.message, hosts) else failure.where
    place = _place(inmost or failure.message)
    where = f"{place[0]}:{place[1]}" if place else ""
    prefix = f"{where}: " if where and not failure.message.startswith(where) else ""
    lines = [(_MESSAGE, part) for part in f"{prefix}{failure.message}".split("\n")]
    source = excerpt(where, hosts)
    if source:
        lines.append((_SOURCE, f">   {source}"))
    lines += [(_COMPARED.get(part[:1], ""), part) for part in failure.diff]
    lines += [("", part) for part in failure.stack.split("\n") if part]
    if node is not None:
        lines = [(look, part.replace(str(node.path), node.nodeid)) for look, part in lines]
        where = where.replace(str(node.path), node.nodeid)
    return GuestReport(lines, where)


def excerpt(said: str, hosts: Hosts) -> str:
    """Return the line of a guest's file whose place a text begins with, "" if it is not known."""
    place = _place(said)
    lines = (hosts.read(place[0]) or "").split("\n") if place else []
    return text.line(lines[place[1] - 1].strip()) if place and place[1] <= len(lines) else ""


def _place(said: str) -> tuple[str, int] | None:
    """Return the file and the line that a text begins with."""
    match = _PLACE.match(said)
    return (match[1], int(match[2])) if match else None


# -- Python tests --


def tidy(caught: pytest.ExceptionInfo[BaseException], hosts: Hosts) -> None:
    """Have an error of jshost's own shown as the test sees it: without the frames inside of jshost,
    with the line of the guest's. Other errors are left as they are.
    """
    error = caught.value
    if not isinstance(error, JsHostError):
        return
    error.args = (text.escape(str(error)),)
    error.__cause__, error.__suppress_context__ = None, True  # its message says what was wrong
    source = excerpt(str(error), hosts)
    if source:
        error.add_note(f"    {source}")
    caught.traceback = Traceback(_outer(caught.tb) or caught.tb)


def complete(
    report: pytest.TestReport, caught: pytest.ExceptionInfo[BaseException], hosts: Hosts
) -> None:
    """Add to the report of a failed test what its hosts had seen. The summary of an error of
    jshost's own is its message; so is all of it, if no line of the test's was involved.
    """
    error = caught.value
    if isinstance(error, JsHostError) and not isinstance(report.longrepr, GuestReport):
        crash = getattr(report.longrepr, "reprcrash", None)
        if all(_room(entry.frame.raw) in _INTERNAL for entry in caught.traceback):
            report.longrepr = guest_report(error, hosts)
        elif crash is not None:
            crash.message = str(error)
    report.sections.extend(sections(hosts))


def _outer(traceback: TracebackType | None) -> TracebackType | None:
    """Return a traceback without the frames inside of jshost: a chain of its own, as pytest goes
    along the chain.
    """
    outer: list[TracebackType] = []
    while traceback is not None:
        if _room(traceback.tb_frame) != "jshost":
            outer.append(traceback)
        traceback = traceback.tb_next
    made: TracebackType | None = None
    for entry in reversed(outer):
        made = TracebackType(made, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return made


def _room(frame: FrameType) -> str:
    """Return the outermost package of the code that a frame runs."""
    name: Any = frame.f_globals.get("__name__")
    return str(name).partition(".")[0]


# -- what the hosts had seen --


def sections(hosts: Hosts) -> Iterator[tuple[str, str]]:
    """Yield the title and the text of each part: the trace, the console, the guest's errors."""
    for number, host in enumerate(hosts.opened, 1):
        whose = f" of host {number}" if len(hosts.opened) > 1 else ""
        for title, part in _PARTS.items():
            lines = part(host)
            if lines:
                yield f"jshost {title}{whose}", _last(lines)


def _trace(host: Host) -> list[str]:
    """Return the lines of the last records: each one makes a line or more."""
    earlier = ["…"] * max(len(host.trace) - MAX_LINES, 0)
    return earlier + transcript.lines(host.trace[-MAX_LINES:])


def _console(host: Host) -> list[str]:
    return [
        f"{record.level}: {part}"
        for record in host.console
        for part in text.block(record.message).split("\n")
    ]


def _errors(host: Host) -> list[str]:
    return [
        part
        for record in host.errors
        for part in text.block(f"{record.where}: {record.message}\n{record.stack}").split("\n")
        if part
    ]


_PARTS: dict[str, Callable[[Host], list[str]]] = {
    "trace": _trace,
    "console": _console,
    "guest errors": _errors,
}


def _last(lines: list[str]) -> str:
    """Return the last lines of many, and say how many come before them."""
    shown = [text.line(part, _MAX_LINE) for part in lines[-MAX_LINES:]]
    rest = len(lines) - MAX_LINES
    note = [f"({rest:,} earlier lines are left out)"] if rest > 0 else []
    return "\n".join([*note, *shown])
