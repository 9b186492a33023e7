"""`jshost run`: one script or mini program, from its first line until nothing is left to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jshost.cli.process import default_state, exit_code, heed_signals
from jshost.cli.screen import Screen, has_colors, note, open_trace
from jshost.errors import (
    ExpectationError,
    InputError,
    JsHostError,
    LimitError,
    RunTimeout,
    StateError,
    UnansweredError,
)

if TYPE_CHECKING:
    from jshost.cli.subjects import Subject
    from jshost.host import Host
    from jshost.trace import Record
    from jshost.user.port import User
    from jshost.world.scenario import Scenario

_DAY = 86_400.0


class Seconds(click.ParamType[float]):
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
@click.argument("path", metavar="[PATH]", required=False)
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
@click.option(
    "--album-folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where pictures and videos that are saved to the album are written as well.",
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
    type=Seconds(),
    default=30.0,
    show_default=True,
    help="Wall time of the run, prompts not counted.",
)
@click.option(
    "--cpu-limit",
    metavar="S",
    type=Seconds(),
    default=5.0,
    show_default=True,
    help="CPU time of one turn.",
)
@click.option(
    "--wall-limit",
    metavar="S",
    type=Seconds(),
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
@click.option(
    "--allow-net",
    metavar="HOST[:PORT]",
    multiple=True,
    help="A host of the real network that may be reached. [default: none]",
)
@click.option(
    "--record",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write exchanges with real servers (HAR; credentials in headers are masked).",
)
@click.option(
    "--replay",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Answer requests with the exchanges of a HAR file.",
)
@click.option("--path", "route", metavar="ROUTE", help="The page to open. [default: the first]")
@click.option("--query", metavar="A=1&B=2", help="What that page is given.")
@click.option("--scene", type=click.IntRange(min=0), help="How it was opened. [default: 1001]")
@click.option("--referrer", metavar="APPID", help="The app that sent the user.")
@click.option("--trace", metavar="FILE", help="Write the trace as JSON lines (- for stdout).")
def run(path: str | None, **options: Any) -> int:
    """Run the script or the mini-program folder PATH (- for standard input) until nothing is left
    to do, or through the steps of its scenario, which may name the program in the place of PATH.

    Exit codes: 0 ok · 1 the program failed · 2 usage or input · 3 a limit · 4 state or output · 130
    interrupted.
    """
    from jshost.cli import subjects

    scenario = _scenario(options)
    path = path if path is not None else _program(scenario, options["scenario"])
    return _run(path, subjects.find(path), scenario, options)


def _run(path: str, subject: Subject, scenario: Scenario, options: dict[str, Any]) -> int:
    from jshost.engine.port import Limits
    from jshost.host import Host

    user = _terminal(path)
    screen = Screen(subject.read, path if path != "-" else "<stdin>", asks=user is not None)
    limits = Limits(options["cpu_limit"], options["wall_limit"], options["memory_limit"] << 20)
    with Host(
        app_id=options["app_id"] or scenario.app_id or subject.app_id,
        title=scenario.title or subject.title,
        clock=options["clock"],
        base_library=options["base_library"],
        dialect=options["dialect"],
        on_prompt=options["on_prompt"],
        grant=options["grant"],
        deny=options["deny"],
        answers=_answers(options["answer"]),
        scenario=scenario,
        album_folder=options["album_folder"],
        state=None if options["ephemeral"] else options["state"] or default_state(),
        project=subject.project,
        root=subject.root,
        limits=limits,
        isolation=options["isolation"],
        user=user,
        warn=screen.warn,
        allow_net=options["allow_net"],
        record=options["record"],
        replay=options["replay"],
    ) as host:
        write = open_trace(options["trace"])

        def observe(record: Record) -> None:
            try:
                screen.show(record)
            finally:  # what cannot be shown is kept all the same
                if write is not None:
                    write(record.to_json())

        host.trace.listeners.append(observe)
        try:
            return _carry_out(host, subject, screen, options)
        finally:
            _tell_cut(host)


def _tell_isolation(host: Host) -> None:
    """Say once what does not protect this machine from the script."""
    protections = host.protections
    if protections is None:
        note("isolation none: for trusted code only")
        return
    missing = [f"{layer} ({why})" for layer, why in protections.items() if why]
    if missing:
        note(f"the script runs without {', '.join(missing)}")


def _tell_cut(host: Host) -> None:
    """Say how much of the console output was too much."""
    messages, characters = host.output_cut
    if messages:
        note(f"{messages:,} more messages were cut ({characters:,} characters)")


def _carry_out(host: Host, subject: Subject, screen: Screen, options: dict[str, Any]) -> int:
    """Run, and end the trace with how it went; return the exit code."""
    heed_signals()
    try:
        _tell_isolation(host)
        for text in subject.notes:
            note(text)
        subject.run(host, options, screen.step)
    except KeyboardInterrupt as interrupt:
        host.exit("interrupted", exit_code(interrupt))
        raise
    except JsHostError as error:
        host.exit(_reason(error), error.exit_code)
        raise
    screen.tell_steps()
    code = 1 if host.errors else 0
    host.exit("error" if code else "done", code)
    return code


_REASONS: dict[type[JsHostError], str] = {
    RunTimeout: "timeout",
    LimitError: "limit",
    UnansweredError: "unanswered",
    ExpectationError: "expectation",
    InputError: "input",
    StateError: "state",
}
"""How the trace says why a run ended; the first that fits."""


def _reason(error: JsHostError) -> str:
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return reason
    return "engine"


def _scenario(options: dict[str, Any]) -> Scenario:
    if options["scenario"]:
        from jshost.checks import load_scenario

        return load_scenario(options["scenario"])
    from jshost.world.scenario import Scenario

    return Scenario()


def _program(scenario: Scenario, file: Path | None) -> str:
    """Return the path of the program that a scenario is for."""
    if scenario.program is None:
        found = f"; {file} names no program" if file else ""
        raise click.UsageError(f"Missing argument 'PATH'{found}.", click.get_current_context())
    path = str(scenario.program)
    return path if path != "-" else "./-"  # standard input is for PATH to ask for


def _answers(given: tuple[str, ...]) -> dict[str, list[str]]:
    answers: dict[str, list[str]] = {}
    for item in given:
        key, separator, choice = item.partition("=")
        if not separator or not key or not choice:
            raise InputError(f"--answer {item!r} should be KEY=CHOICE, such as scope.record=allow")
        answers.setdefault(key, []).append(choice)
    return answers


def _terminal(path: str) -> User | None:
    """Return the person at the terminal, if there is one who can be asked."""
    if path == "-" or sys.stdin is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    from jshost.user.terminal import TerminalUser

    return TerminalUser(sys.stdin, sys.stderr, color=has_colors(sys.stderr))
