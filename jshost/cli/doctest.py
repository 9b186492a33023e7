"""`jshost doctest`: the examples of documentation pages, run in every situation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jshost.cli.run import Seconds
from jshost.cli.screen import cells, console, has_colors, note
from jshost.errors import InputError, StateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jshost.doctest.examples import Settings
    from jshost.doctest.session import Report, Result

_MANY = 50
"""How many lines of one difference are shown."""


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Write what the examples do as what is expected.")
@click.option(
    "--expect",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where expectations are kept. [default: beside the pages]",
)
@click.option(
    "--situation",
    "situations",
    metavar="NAME",
    multiple=True,
    help="Only this one: fresh+allow, fresh+deny, denied before, granted. [default: all]",
)
@click.option(
    "--base-library",
    "base_libraries",
    metavar="VERSION",
    multiple=True,
    help="On which base libraries. [default: the latest]",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--list", "lists", is_flag=True, help="Only list the blocks and what they are.")
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON to stdout.")
@click.option(
    "--junit", metavar="FILE", type=click.Path(path_type=Path), help="Write it as JUnit's XML."
)
@click.option("--jobs", type=click.IntRange(min=1, max=64), help="How many run at a time.")
@click.option(
    "--timeout",
    metavar="S",
    type=Seconds(),
    default=10.0,
    show_default=True,
    help="Wall time of one run.",
)
@click.option(
    "--isolation",
    type=click.Choice(["process", "strict", "none"]),
    default="process",
    show_default=True,
    envvar="JSHOST_ISOLATION",
    help="Where examples run, as for `run`.",
)
def doctest(paths: tuple[Path, ...], **options: Any) -> int:
    """Run the examples of Markdown and HTML pages, or of all those in folders, as a user who
    allows, who refuses, who refused before and who allowed before.

    Exit codes: 0 ok · 1 an example is not as expected · 2 usage, or a page that cannot be used · 4
    output.
    """
    from jshost.doctest.session import Report, Session

    session = Session(_settings(options), expect=options["expect"], jobs=options["jobs"] or 0)
    with _progress("Reading pages") as progress:
        results = session.collect(paths, progress)
    if not options["lists"]:
        with _progress("Running examples") as progress:
            results = list(session.run(results, progress))
    for path in session.update(results) if options["update"] else ():
        note(f"{path} written")
    faults = (*session.faults, *session.stale)
    report = Report(tuple(results), faults, tuple(session.notes))
    _tell(report, options)
    return _code(report, options)


def _settings(options: dict[str, Any]) -> Settings:
    from jshost.checks import scenario
    from jshost.doctest.examples import Settings
    from jshost.situations import SITUATIONS, named

    for version in options["base_libraries"]:
        scenario(None, {"base_library": version})
    chosen = tuple(named(name) for name in options["situations"])
    return Settings(
        chosen or SITUATIONS,
        options["base_libraries"],
        options["isolation"],
        options["timeout"],
    )


def _code(report: Report, options: dict[str, Any]) -> int:
    if report.faults:
        return InputError.exit_code
    if options["lists"]:
        return 0
    warned = options["strict"] and report.warnings
    failed = any(r.failed and not (options["update"] and _accepted(r)) for r in report.results)
    return 1 if failed or warned else 0


def _accepted(result: Result) -> bool:
    """Whether an update has made a result what is expected."""
    return result.outcome in ("differs", "new") or (result.outcome == "error" and bool(result.runs))


def _tell(report: Report, options: dict[str, Any]) -> None:
    from jshost.doctest.reports import as_json, as_junit

    for fault in report.faults:
        _say(f"jshost: error: {_line(fault, 1000)}", err=True)
    for text in report.notes:
        note(text)
    if options["junit"]:
        _write(options["junit"], as_junit(report))
    if options["as_json"]:
        click.echo(as_json(report))
        return
    if options["lists"]:
        _list(report)
        return
    for result in report.results:
        _show(result, updated=options["update"])
    _summarize(report)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise StateError(f"{path}: cannot be written: {error.strerror}") from error


# -- for people --


_COLORS = {"+": "green", "-": "red", "@": "cyan"}
_MARKS = {
    "error": ("✗", "red"),
    "differs": ("✗", "red"),
    "new": ("✗", "red"),
    "fixed": ("✗", "red"),
    "needs": ("∘", "yellow"),
    "not yet": ("∘", "yellow"),
    "broken": ("∘", "yellow"),
    "skipped": ("∘", "yellow"),
    "ok": ("✓", "green"),
}


def _show(result: Result, *, updated: bool) -> None:
    """Show an example that something is to be said of."""
    findings = result.all_findings()
    if not result.outcome or (result.outcome == "ok" and not findings):
        return
    mark, color = _MARKS[result.outcome]
    where = f"{result.block.file}:{result.block.line}"
    why = result.broken or result.block.skip
    about = f"{result.outcome} ({why})" if why else result.outcome
    _say(f"{_styled(mark, color)} {_styled(where, None)}  {_line(result.name)}  {about}")
    for finding in findings:
        where = f"{result.block.file}:{finding.line}: " if finding.line else ""
        color = "red" if finding.severity == "error" else "yellow"
        _say(f"    {where}{_styled(finding.severity, color)}: {_line(finding.message, 500)}")
    if not updated:
        _show_differences(result)


def _show_differences(result: Result) -> None:
    for checked in result.runs:
        if checked.outcome == "new":
            _say(f"    {checked.run.label}: nothing is expected yet; --update writes what it does")
        if checked.outcome == "fixed":
            _say(f"    {checked.run.label}: fine now: take it out of [broken] in jshost.toml")
        if not checked.difference:
            continue
        _say(f"    {checked.run.label}:")
        for row in checked.difference[2:_MANY]:
            _say(f"      {_styled(_line(row, 500), _COLORS.get(row[:1]))}")
        if len(checked.difference) > _MANY:
            _say(f"      … and {len(checked.difference) - _MANY} more lines")


def _list(report: Report) -> None:
    from rich.table import Table

    table = Table("place", "block", "kind", "needs", box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for result in report.results:
        block = result.block
        table.add_row(
            *cells(
                f"{block.file}:{block.line}",
                result.name,
                result.kind.name,
                ", ".join(result.kind.needs),
            )
        )
    console().print(table)


def _summarize(report: Report) -> None:
    """Show a table of the pages, and what came of all examples in one line."""
    from rich.table import Table

    pages: dict[str, list[Result]] = {}
    for result in report.results:
        pages.setdefault(result.block.file, []).append(result)
    shown = ("examples", "ok", "failed", "other", "warnings")
    table = Table("page", *shown, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for page, results in pages.items():
        table.add_row(*cells(page, *_numbers(results)))
    if len(pages) > 1:
        table.add_section()
        table.add_row(*cells("all", *_numbers(report.results)))
    console().print(table)


def _numbers(results: Any) -> tuple[str, ...]:
    examples = [result for result in results if result.outcome]
    fine = sum(result.outcome == "ok" for result in examples)
    failed = sum(result.failed for result in examples)
    warnings = sum(f.severity == "warning" for r in examples for f in r.all_findings())
    numbers = (len(examples), fine, failed, len(examples) - fine - failed, warnings)
    return tuple(str(number or "·") for number in numbers)


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far something is, where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)

        def advance(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of)

        yield advance


def _line(text: str, limit: int = 200) -> str:
    from jshost.text import line

    return line(text, limit)


def _styled(text: str, color: str | None) -> str:
    return click.style(_line(text, 500), fg=color) if color and has_colors(sys.stdout) else text


def _say(text: str, *, err: bool = False) -> None:
    click.echo(text, err=err)
