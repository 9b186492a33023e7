"""`jshost run`: one script, from its first line until nothing is left to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from jshost.cli.process import default_state, exit_code, heed_signals, output_problem
from jshost.errors import (
    InputError,
    JsHostError,
    LimitError,
    RunTimeout,
    StateError,
    UnansweredError,
)

if TYPE_CHECKING:
    from jshost.host import Host
    from jshost.trace import Record
    from jshost.user.port import Question, User
    from jshost.world.scenario import Scenario

_DAY = 86_400.0


class _Seconds(click.ParamType[float]):
    """A time limit. What is no number is no limit, and what is longer than a day is none either."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if not 0.0 < seconds <= _DAY:
            self.fail(f"{value!r} should be seconds, more than 0 and at most a day.", param, ctx)
        return seconds


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--grant", metavar="SCOPE", multiple=True, help="Already allowed before the run.")
@click.option("--deny", metavar="SCOPE", multiple=True, help="Already refused before the run.")
@click.option(
    "--answer",
    metavar="KEY=CHOICE",
    multiple=True,
    help="What the user answers, in order; the last answer stays. KEY is a scope or an API.",
)
@click.option(
    "--on-prompt",
    type=click.Choice(["ask", "allow", "deny", "dismiss", "fail"]),
    help="Questions without an answer. [default: ask on a terminal, else deny]",
)
@click.option(
    "--scenario", metavar="FILE", type=click.Path(path_type=Path), help="A TOML scenario."
)
@click.option("--app-id", metavar="ID", help="Which app. [default: one for each script file]")
@click.option(
    "--state",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="JSHOST_STATE",
    help="Where decisions and storage are kept. [default: the user's state folder]",
)
@click.option("--ephemeral", is_flag=True, help="Keep nothing when the run ends.")
@click.option("--base-library", metavar="VERSION", help="Which base library, such as 2.0.0.")
@click.option(
    "--dialect", type=click.Choice(["devtools", "android", "ios"]), help="Whose error texts."
)
@click.option("--clock", type=click.Choice(["real", "virtual"]), help="[default: real]")
@click.option(
    "--timeout",
    metavar="S",
    type=_Seconds(),
    default=30.0,
    show_default=True,
    help="Wall time of the run, prompts not counted.",
)
@click.option(
    "--cpu-limit",
    metavar="S",
    type=_Seconds(),
    default=5.0,
    show_default=True,
    help="CPU time of one turn.",
)
@click.option(
    "--wall-limit",
    metavar="S",
    type=_Seconds(),
    default=10.0,
    show_default=True,
    help="Wall time of one turn.",
)
@click.option(
    "--memory-limit",
    metavar="MB",
    type=click.IntRange(min=8, max=4096),
    default=256,
    show_default=True,
    help="Memory of the guest.",
)
@click.option(
    "--isolation",
    type=click.Choice(["process", "strict", "none"]),
    default="process",
    show_default=True,
    envvar="JSHOST_ISOLATION",
    help="Where the script runs: a confined process, one that must lack no protection, or this"
    " process (trusted code only).",
)
@click.option("--trace", metavar="FILE", help="Write the trace as JSON lines (- for stdout).")
def run(path: str, **options: Any) -> int:
    """Run the script PATH (- for standard input) until nothing is left to do.

    Exit codes: 0 ok · 1 the program failed · 2 usage or input · 3 a limit · 4 state or output · 130
    interrupted.
    """
    text, name = _read(path)
    scenario = _scenario(options)
    return _run(path, text, name, scenario, options)


def _run(
    path: str,
    text: str,
    name: str,
    scenario: Scenario,
    options: dict[str, Any],
) -> int:
    from jshost.engine.port import Limits
    from jshost.host import Host

    user = _terminal(path)
    screen = _Screen(text, name, asks=user is not None)
    limits = Limits(options["cpu_limit"], options["wall_limit"], options["memory_limit"] << 20)
    with Host(
        app_id=options["app_id"] or scenario.app_id or _default_app_id(path),
        title=scenario.title or Path(name).name,
        clock=options["clock"],
        base_library=options["base_library"],
        dialect=options["dialect"],
        on_prompt=options["on_prompt"],
        grant=options["grant"],
        deny=options["deny"],
        answers=_answers(options["answer"]),
        scenario=scenario,
        state=None if options["ephemeral"] else options["state"] or default_state(),
        root=None if path == "-" else Path(path).parent,
        limits=limits,
        isolation=options["isolation"],
        user=user,
        warn=screen.warn,
    ) as host:
        write = _open_trace(options["trace"])

        def observe(record: Record) -> None:
            try:
                screen.show(record)
            finally:  # what cannot be shown is kept all the same
                if write is not None:
                    write(record.to_json())

        host.trace.listeners.append(observe)
        try:
            return _carry_out(host, text, name, options["timeout"])
        finally:
            _tell_cut(host)


def _tell_isolation(host: Host) -> None:
    """Say once what does not protect this machine from the script."""
    protections = host.protections
    if protections is None:
        click.echo("jshost: note: isolation none: for trusted code only", err=True)
        return
    missing = [f"{layer} ({why})" for layer, why in protections.items() if why]
    if missing:
        click.echo(f"jshost: note: the script runs without {', '.join(missing)}", err=True)


def _tell_cut(host: Host) -> None:
    """Say how much of the console output was too much."""
    messages, characters = host.output_cut
    if messages:
        click.echo(
            f"jshost: note: {messages:,} more messages were cut ({characters:,} characters)",
            err=True,
        )


def _carry_out(host: Host, text: str, name: str, timeout: float) -> int:
    """Run, and end the trace with how it went; return the exit code."""
    heed_signals()
    try:
        _tell_isolation(host)
        host.run_script(text, name, timeout=timeout)
    except KeyboardInterrupt as interrupt:
        host.exit("interrupted", exit_code(interrupt))
        raise
    except JsHostError as error:
        host.exit(_reason(error), error.exit_code)
        raise
    code = 1 if host.errors else 0
    host.exit("error" if code else "done", code)
    return code


def _reason(error: JsHostError) -> str:
    if isinstance(error, RunTimeout):
        return "timeout"
    if isinstance(error, LimitError):
        return "limit"
    if isinstance(error, UnansweredError):
        return "unanswered"
    return "state" if isinstance(error, StateError) else "engine"


def _read(path: str) -> tuple[str, str]:
    from jshost import source

    if path != "-":
        return source.read_script(Path(path)), path
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("-: standard input is closed")
    try:
        return source.read_stream(sys.stdin.buffer, "<stdin>"), "<stdin>"
    except OSError as error:
        raise InputError(f"-: standard input cannot be read: {error.strerror}") from error


def _scenario(options: dict[str, Any]) -> Scenario:
    from jshost.world.scenario import Scenario, load

    return load(options["scenario"]) if options["scenario"] else Scenario()


def _answers(given: tuple[str, ...]) -> dict[str, list[str]]:
    answers: dict[str, list[str]] = {}
    for item in given:
        key, separator, choice = item.partition("=")
        if not separator or not key or not choice:
            raise InputError(f"--answer {item!r} should be KEY=CHOICE, such as scope.record=allow")
        answers.setdefault(key, []).append(choice)
    return answers


def _default_app_id(path: str) -> str:
    """Return an app id for a script: the same one each time, so that it finds its decisions
    again.
    """
    if path == "-":
        return "touristappid"
    from zlib import adler32, crc32

    # Only a name that differs between the scripts of one person; hashlib would cost 4 ms.
    name = os.fsencode(Path(path).resolve())
    return f"wx{crc32(name):08x}{adler32(name):08x}"


def _terminal(path: str) -> User | None:
    """Return the person at the terminal, if there is one who can be asked."""
    if path == "-" or sys.stdin is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    from jshost.user.terminal import TerminalUser

    return TerminalUser(sys.stdin, sys.stderr, color=_colors(sys.stderr))


def _colors(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _open_trace(target: str | None) -> Callable[[str], None] | None:
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


class _Screen:
    """Shows a run as it goes: the guest's console on stdout, its errors and all of jshost's own on
    stderr.
    """

    def __init__(self, source: str, name: str, *, asks: bool) -> None:
        self._source = source
        self._name = name
        self._why = "" if asks else " (this is no terminal)"
        self._color = _colors(sys.stdout)

    def show(self, record: Any) -> None:
        """Show one trace record, if it is one that people want to see."""
        from jshost.trace import ConsoleRecord, ErrorRecord

        if isinstance(record, ConsoleRecord):
            self._console(record.level, record.message)
        elif isinstance(record, ErrorRecord):
            self._error(record.where, record.message, record.stack)

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

        name, _, place = where.removeprefix(self._name).partition(":")
        numbers = place.split(":")
        lines = self._source.split("\n")
        if name or not numbers[0].isdecimal() or int(numbers[0]) > len(lines):
            return
        text = lines[int(numbers[0]) - 1].rstrip("\r").replace("\t", " ")
        column = int(numbers[1]) if len(numbers) > 1 else 0
        start = max(0, column - 60)
        click.echo(f"    {line(text[start : start + 100])}", err=True)
        if column:
            click.echo(f"    {' ' * cells(line(text[start : column - 1]))}^", err=True)

    def warn(self, question: Question) -> None:
        """Say that nobody was there to answer a question, and what can be done about it."""
        key = question.key
        what = "denied and not recorded" if question.kind == "authorize" else "cancelled"
        click.echo(
            f"jshost: {key}: nobody answered{self._why}, so it was {what}; use --answer "
            f"{key}={question.alternatives.affirm} or --on-prompt allow|deny|dismiss|fail",
            err=True,
        )
