"""`jshost apis`: which of the platform's APIs there are, and how real they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jshost.cli.screen import cells, console
from jshost.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jshost.coverage import Covered

_STYLES = {
    "real": "green",
    "simulated": "cyan",
    "answered by the user": "yellow",
    "needs the view layer": "bright_black",
    "not yet": "bright_black",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of tables.")
@click.option("--missing", is_flag=True, help="Only what jshost does not have.")
@click.option(
    "--family",
    metavar="NAME",
    help="Only this page group of the documentation, or all below it: location, device.",
)
def apis(as_json: bool, missing: bool, family: str | None) -> None:
    """Show all APIs of wx, and the methods of the objects that they return, by family: state, the
    base library that brought each, and the scope that it needs.

    real: does the documented thing itself · simulated: the hardware, the screen or the platform's
    servers are simulated · answered by the user: asks, or needs a permission · needs the view
    layer: is about rendered components · not yet.

    Exit codes: 0 ok · 2 usage.
    """
    from jshost.coverage import coverage

    surface = _of_family(coverage(), family)
    shown = [covered for covered in surface if not (missing and covered.is_there)]
    if as_json:
        import json

        rows = [covered.asdict() for covered in shown]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    click.echo(_tables(surface, shown), nl=False)
    click.echo(_summary(surface))


def _of_family(surface: list[Covered], name: str | None) -> list[Covered]:
    """Return what is in a family or in those below it. Raises InputError where there is none."""
    found = [c for c in surface if name is None or f"{c.family}/".startswith(f"{name}/")]
    if not found:
        raise InputError(f"there is no family {name!r}{_meant(str(name), surface)}")
    return found


def _meant(name: str, surface: Iterable[Covered]) -> str:
    from difflib import get_close_matches

    families = {covered.family for covered in surface}
    tops = {family.partition("/")[0] for family in families}
    close = get_close_matches(name, sorted(families | tops), 1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(sorted(tops))}"


def _tables(surface: list[Covered], shown: list[Covered]) -> str:
    """Return a table of each family of which something is shown, all of the same widths."""
    from jshost.coverage import families

    width = max((len(covered.name) for covered in shown), default=0)
    all_of = families(surface)
    screen = console(fits=False)
    with screen.capture() as captured:
        for family, rows in families(shown).items():
            there = sum(covered.is_there for covered in all_of[family])
            screen.print(f"{family}: {there} of {len(all_of[family])}", style="bold", markup=False)
            screen.print(_table(rows, width))
            screen.print()
    lines = captured.get().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _table(rows: list[Covered], width: int) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 0, 0, 2), pad_edge=True)
    table.add_column(min_width=width, overflow="fold")
    table.add_column(min_width=max(map(len, _STYLES)))
    table.add_column(min_width=len("10.10.10"))
    table.add_column()
    for row in rows:
        name, since, scope = cells(row.name, row.since, row.scope or "")
        table.add_row(name, Text(row.state, style=_STYLES[row.state]), since, scope)
    return table


def _summary(surface: list[Covered]) -> str:
    """Say how much is in each state; the shares are of all, methods included."""
    from jshost.coverage import counts

    numbers = ", ".join(
        f"{state} {count} ({count / len(surface):.0%})"
        for state, count in counts(surface).items()
        if count
    )
    return f"{len(surface)} APIs and methods: {numbers}"
