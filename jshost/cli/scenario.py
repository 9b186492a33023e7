"""`jshost scenario`: what scenario files may say, and whether some say it right."""

from __future__ import annotations

from pathlib import Path

import click

from jshost.errors import InputError


@click.group()
def scenario() -> None:
    """See what scenario files may have in them, and check some."""


@scenario.command()
def schema() -> None:
    """Show the JSON Schema of scenarios, for editors that complete and check TOML."""
    import json

    from jshost.apis import registry
    from jshost.world import schema as schemas

    click.echo(json.dumps(schemas.schema(registry().questions()), indent=2))


@scenario.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def check(files: tuple[Path, ...]) -> int:
    """Say what is wrong with scenarios: a line for each fault, none if all is right.

    Exit codes: 0 all is right · 2 something is wrong.
    """
    from jshost.text import line

    faults = [fault for path in files for fault in _faults(path)]
    for fault in faults:
        click.echo(line(fault, 1000))
    return InputError.exit_code if faults else 0


def _faults(path: Path) -> tuple[str, ...]:
    from jshost.checks import load_scenario
    from jshost.world.scenario import ScenarioError

    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.faults
    except InputError as error:
        return (str(error),)
    return ()
