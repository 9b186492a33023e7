"""The one SQLite database of a state folder: what was granted, and what programs stored.

Any number of processes may use it at once. Each change is one transaction in the write-ahead log,
so a killed process loses nothing that its guest was told had happened. A database that is damaged,
or from a newer version, is refused before anything is written to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jshost.errors import StateError

FILE_NAME = "jshost.sqlite3"
VERSION = 1
_BUSY_SECONDS = 30.0

# `usage` is what an app has stored in all: adding it up for each value would take for ever.
_SCHEMA = (
    """CREATE TABLE grants (app_id TEXT NOT NULL, scope TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('granted', 'denied')),
        PRIMARY KEY (app_id, scope)) WITHOUT ROWID""",
    """CREATE TABLE storage (app_id TEXT NOT NULL, key BLOB NOT NULL, type TEXT NOT NULL,
        data BLOB NOT NULL, size INTEGER NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (app_id, key)) WITHOUT ROWID""",
    """CREATE TABLE apps (app_id TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE usage (app_id TEXT PRIMARY KEY, size INTEGER NOT NULL,
        place INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TRIGGER stored AFTER INSERT ON storage BEGIN
        INSERT INTO usage VALUES (new.app_id, new.size, new.place) ON CONFLICT DO UPDATE
        SET size = size + excluded.size, place = max(place, excluded.place); END""",
    """CREATE TRIGGER replaced AFTER UPDATE OF size ON storage BEGIN
        UPDATE usage SET size = size + new.size - old.size WHERE app_id = new.app_id; END""",
    """CREATE TRIGGER removed AFTER DELETE ON storage BEGIN
        UPDATE usage SET size = size - old.size WHERE app_id = old.app_id; END""",
)


class Database:
    """An open database. Its errors are StateErrors that name the file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None
            )
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise StateError(f"{folder}: the state folder cannot be used: {reason}") from error
        try:
            self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        with self._explained():
            found = self._version()
            if found > VERSION:
                raise StateError(
                    f"{self.path}: written by a newer jshost (format {found}, this one knows "
                    f"{VERSION}); use that version, or another folder with --state"
                )
            if found == 0:
                self._create()
            (state,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(state)
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _create(self) -> None:
        with self.transaction():
            if self._version():
                return  # another process was faster
            if self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StateError(
                    f"{self.path}: a database, but not one of jshost's; it was left as it is"
                )
            for statement in _SCHEMA:
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {VERSION}")
        # Switching needs the database for itself and does not wait. It lasts: one process that
        # succeeds does it for all.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            text = str(error)
            if "locked" in text or "busy" in text:
                reason = f"in use by another process for more than {_BUSY_SECONDS:g} s"
            elif "readonly" in text or "unable to open" in text or "full" in text:
                reason = f"cannot be written: {text}"
            else:
                reason = f"damaged ({text}); it was left as it is: move it away, or use --state"
            raise StateError(f"{self.path}: {reason}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what happens inside one change, seen by other processes whole or not at all."""
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self._explained():
            return self._connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        self._connection.close()
