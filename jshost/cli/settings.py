"""`jshost settings`: what was decided in earlier runs, and changing it as the settings page
would.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jshost.cli.process import default_state
from jshost.errors import InputError

if TYPE_CHECKING:
    from jshost.database import Database

_APP = click.option("--app-id", metavar="ID", help="Only this app.")
_STATE = click.option(
    "--state", metavar="DIR", type=click.Path(path_type=Path), envvar="JSHOST_STATE",
    help="The state folder. [default: the user's]",
)  # fmt: skip


@click.group()
def settings() -> None:
    """See and change what apps were allowed in earlier runs."""


@contextmanager
def _open(state: Path | None) -> Iterator[Database]:
    from jshost.database import Database

    database = Database(state or default_state())
    try:
        yield database
    finally:
        database.close()


@settings.command("list")
@_APP
@_STATE
def list_(app_id: str | None, state: Path | None) -> None:
    """Show which app was allowed what."""
    with _open(state) as database:
        rows = database.rows(
            "SELECT g.app_id, ifnull(a.title, ''), scope, state"
            " FROM grants g LEFT JOIN apps a USING (app_id)"
            " WHERE g.app_id = ifnull(?, g.app_id) ORDER BY 1, 3",
            app_id,
        )
    if not rows:
        click.echo("nothing was decided yet", err=True)
        return
    _print_table([["APP ID", "TITLE", "SCOPE", "STATE"], *([str(c) for c in row] for row in rows)])


def _print_table(rows: list[list[str]]) -> None:
    from jshost.text import cells, line

    shown = [[line(cell, 60) for cell in row] for row in rows]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(shown[0]))]
    for row in shown:
        padded = (c + " " * (width - cells(c)) for c, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


@settings.command()
@click.argument("scope")
@_APP
@_STATE
def grant(scope: str, app_id: str | None, state: Path | None) -> None:
    """Allow SCOPE to an app, as if it were switched on in its settings."""
    _decide(scope, app_id, state, "granted")


@settings.command()
@click.argument("scope")
@_APP
@_STATE
def deny(scope: str, app_id: str | None, state: Path | None) -> None:
    """Refuse SCOPE to an app, as if it were switched off in its settings."""
    _decide(scope, app_id, state, "denied")


def _decide(scope: str, app_id: str | None, state: Path | None, decision: str) -> None:
    from jshost.checks import check_scope
    from jshost.permissions.store import StoredGrants

    check_scope(scope)
    with _open(state) as database:
        grants = StoredGrants(database, _only_app(database, app_id))
        grants.put(scope, "granted" if decision == "granted" else "denied")


@settings.command()
@click.argument("scope", required=False)
@_APP
@_STATE
def reset(scope: str | None, app_id: str | None, state: Path | None) -> None:
    """Forget what was decided on SCOPE, or on everything: the app asks again."""
    from jshost.checks import check_scope
    from jshost.permissions.store import StoredGrants

    if scope is not None:
        check_scope(scope)
    with _open(state) as database:
        StoredGrants(database, _only_app(database, app_id)).forget(scope)


@settings.command()
@_APP
@_STATE
def uninstall(app_id: str | None, state: Path | None) -> None:
    """Forget everything of an app: what was decided, what it stored, its files."""
    from jshost.database import remove_files

    with _open(state) as database:
        app = _only_app(database, app_id)
        remove_files(state or default_state(), app)
        with database.transaction():
            for table in ("grants", "storage", "apps"):
                database.rows(f"DELETE FROM {table} WHERE app_id = ?", app)


def _only_app(database: Database, app_id: str | None) -> str:
    """Return the app that is meant: the one named, or the only one there is."""
    if app_id is not None:
        return app_id
    rows = database.rows("SELECT app_id FROM apps UNION SELECT app_id FROM grants")
    if len(rows) == 1:
        return str(rows[0][0])
    found = "no app has run yet" if not rows else f"{len(rows)} apps have run"
    raise InputError(f"{found}: say which one with --app-id (see jshost settings list)")
