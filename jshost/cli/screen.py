"""What a run shows as it goes: its console, its errors, its trace."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from jshost.cli.process import output_problem
from jshost.errors import StateError

if TYPE_CHECKING:
    from jshost.user.port import Question

_WIDE = 10_000


def has_colors(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def console(*, fits: bool = True) -> Any:
    """Return what shows tables on stdout: as wide as they need to be, but if one `fits` never wider
    than the terminal.
    """
    from rich.console import Console

    width = None if fits and sys.stdout.isatty() else _WIDE
    color = has_colors(sys.stdout)
    return Console(file=sys.stdout, no_color=not color, highlight=False, width=width)


def cells(*texts: str) -> Iterator[Any]:
    """Return texts as cells of a table, each in one line, nothing in them being markup."""
    from rich.text import Text

    from jshost.text import line

    return (Text(line(text, 200)) for text in texts)


def open_trace(target: str | None) -> Callable[[str], None] | None:
    """Return what writes one line of the trace, None where no trace is wanted."""
    if target is None:
        return None
    if target == "-":
        return lambda text: _write_stdout(text, "the trace")
    try:
        # Unbuffered: nothing is lost at a crash.
        stream = Path(target).open("wb", buffering=0)  # noqa: SIM115 -- open as long as the run
    except OSError as error:
        raise StateError(f"{target}: the trace cannot be written: {error.strerror}") from error

    def write(text: str) -> None:
        data = text.encode() + b"\n"
        try:
            while data:
                data = data[stream.write(data) :]
        except OSError as error:
            raise StateError(f"{target}: {output_problem(error, 'the trace')}") from error

    return write


def _write_stdout(text: str, what: str) -> None:
    """Write a line, and flush: nothing is lost whatever comes next. Raises StateError."""
    # What the terminal cannot show becomes \\uXXXX, which is also how JSON writes it.
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stdout.flush()
    except OSError as error:
        raise StateError(output_problem(error, what)) from error


_COLORS = {"error": "red", "warn": "yellow", "debug": "bright_black"}


# Events that people should hear of, and how they are told.
_NOTES: dict[str, Callable[[Any], str]] = {
    "unsetExport": lambda detail: (
        f"{detail['by'] or 'a module'}: {detail['name']!r} of {detail['file']} is looked at "
        "before that file has set it, so it is undefined: the files require each other"
    ),
    "onPageNotFound": lambda detail: f"page {detail['path']!r} is not found",
    "requestRefused": lambda detail: f"{detail['request']} failed: {detail['why']}",
}
_MAX_NOTES = 20
"""How many different ones of these are told: a program can cause any number."""


def note(text: str) -> None:
    """Say something that stops nothing."""
    from jshost.text import line

    click.echo(f"jshost: note: {line(text, 1000)}", err=True)


class Screen:
    """Shows a run as it goes: the guest's console on stdout, its errors and all of jshost's own on
    stderr. `name` is what runs, `read` returns the text of one of its files.
    """

    def __init__(self, read: Callable[[str], str | None], name: str, *, asks: bool) -> None:
        self._read = read
        self._name = name
        self._why = "" if asks else " (this is no terminal)"
        self._color = has_colors(sys.stdout)
        self._steps = 0
        self._noted: set[str] = set()

    def show(self, record: Any) -> None:
        """Show one trace record, if it is one that people want to see."""
        from jshost.trace import ConsoleRecord, ErrorRecord, EventRecord

        if isinstance(record, ConsoleRecord):
            self._console(record.level, record.message)
        elif isinstance(record, ErrorRecord):
            self._error(record.where, record.message, record.stack)
        elif isinstance(record, EventRecord) and record.name in _NOTES:
            self._note(_NOTES[record.name](record.detail))

    def _note(self, text: str) -> None:
        """Say something that stops nothing, once."""
        if text not in self._noted and len(self._noted) < _MAX_NOTES:
            self._noted.add(text)
            note(text)

    def _console(self, level: str, message: str) -> None:
        from jshost.text import block

        text = block(message)
        if self._color and level in _COLORS:
            text = click.style(text, fg=_COLORS[level])
        _write_stdout(text, "output")

    def _error(self, where: str, message: str, stack: str) -> None:
        from jshost.text import block, line

        # Always with a place: what stands there without one is jshost's own.
        place = line(where or self._name)
        click.echo(f"jshost: error: {place}: {line(message, 500)}", err=True)
        frames = [frame.strip() for frame in stack.split("\n") if frame.strip()]
        if message.startswith("SyntaxError"):
            self._excerpt(where)
        elif len(frames) > 1:
            for frame in frames[:6]:
                click.echo(block(f"    {line(frame)}"), err=True)

    def _excerpt(self, where: str) -> None:
        """Show the line of a syntax error, and where in it."""
        from jshost.text import cells, line

        name, *numbers = where.rsplit(":", where[len(self._name) :].count(":") or where.count(":"))
        lines = (self._read(name) or "").split("\n")
        if not numbers or not numbers[0].isdecimal() or int(numbers[0]) > len(lines):
            return
        text = lines[int(numbers[0]) - 1].rstrip("\r").replace("\t", " ")
        column = int(numbers[1]) if len(numbers) > 1 else 0
        start = max(0, column - 60)
        click.echo(f"    {line(text[start : start + 100])}", err=True)
        if column:
            click.echo(f"    {' ' * cells(line(text[start : column - 1]))}^", err=True)

    def step(self, number: int, text: str) -> None:
        """Say which step of a scenario is taken, where somebody watches."""
        from jshost.text import line

        self._steps = number
        if sys.stderr.isatty():
            click.echo(click.style(f"▸ {number} {line(text)}", dim=True), err=True)

    def tell_steps(self) -> None:
        """Say that all steps were taken, if there were any."""
        if self._steps:
            note(f"{self._steps} steps taken, all as expected")

    def warn(self, question: Question) -> None:
        """Say that nobody was there to answer a question, and what can be done about it."""
        key = question.key
        what = "denied and not recorded" if question.kind == "authorize" else "cancelled"
        click.echo(
            f"jshost: {key}: nobody answered{self._why}, so it was {what}; use --answer "
            f"{key}={question.alternatives.affirm} or --on-prompt allow|deny|dismiss|fail",
            err=True,
        )
