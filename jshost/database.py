"""The SQLite databases of a state folder: what was granted and what programs stored is in one, each
program's files are in one of their own, which is deleted with the program.

Any number of processes may use them at once. Each change is one transaction in the write-ahead log,
so a killed process loses nothing that its guest was told had happened. A database that is damaged,
or from a newer version, is refused before anything is written to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jshost.errors import DiskFull, StateError

FILE_NAME = "jshost.sqlite3"
VERSION = 1
_BUSY_SECONDS = 30.0
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_MAX_NAME = 100

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


# A file is a row of `nodes`, its content those of `chunks`; one that is missing is all zeros.
_FILES_SCHEMA = (
    """CREATE TABLE nodes (id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER NOT NULL,
        name BLOB NOT NULL, directory INTEGER NOT NULL, size INTEGER NOT NULL,
        created REAL NOT NULL, accessed REAL NOT NULL, modified REAL NOT NULL)""",
    """CREATE UNIQUE INDEX names ON nodes (parent, name)""",
    """CREATE TABLE chunks (file INTEGER NOT NULL, place INTEGER NOT NULL, data BLOB NOT NULL)""",
    """CREATE UNIQUE INDEX places ON chunks (file, place)""",
    """CREATE TABLE usage (size INTEGER NOT NULL, nodes INTEGER NOT NULL)""",
    """INSERT INTO usage VALUES (0, 0)""",
    """CREATE TRIGGER added AFTER INSERT ON nodes BEGIN
        UPDATE usage SET size = size + new.size, nodes = nodes + 1; END""",
    """CREATE TRIGGER resized AFTER UPDATE OF size ON nodes BEGIN
        UPDATE usage SET size = size + new.size - old.size; END""",
    """CREATE TRIGGER deleted AFTER DELETE ON nodes BEGIN
        DELETE FROM chunks WHERE file = old.id;
        UPDATE usage SET size = size - old.size, nodes = nodes - 1; END""",
)


class _Connection:
    """An open database. Its errors are StateErrors that name the file."""

    version: int
    schema: tuple[str, ...]
    path: Path
    _connection: sqlite3.Connection

    def _open(self) -> None:
        with self._explained():
            found = self._version()
            if found > self.version:
                raise StateError(
                    f"{self.path}: written by a newer jshost (format {found}, this one knows "
                    f"{self.version}); use that version, or another folder with --state"
                )
            if found == 0:
                self._create()
            self._check()
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _check(self) -> None:
        """Look whether all is well. Raises sqlite3.DatabaseError."""

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
            for statement in self.schema:
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {self.version}")
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
            elif "full" in text or "disk I/O" in text:
                raise DiskFull(f"{self.path}: cannot be written: {text}") from error
            elif "readonly" in text or "unable to open" in text:
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


class Database(_Connection):
    """The database of a state folder: decisions and stored values."""

    version = VERSION
    schema = _SCHEMA

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._connection = _connect(self.path)
        try:
            self._open()
        except BaseException:
            self._connection.close()
            raise

    def _check(self) -> None:
        (state,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)


class FileDatabase(_Connection):
    """The database of one program's files; without a folder it ends with the run."""

    version = 1
    schema = _FILES_SCHEMA

    def __init__(self, folder: Path | None, app_id: str) -> None:
        self.path = Path("the program's files") if folder is None else files_of(folder, app_id)
        self._connection = _connect(None if folder is None else self.path)
        try:
            with self._explained():
                self._connection.execute("PRAGMA page_size = 8192")
            self._open()
        except BaseException:
            self._connection.close()
            raise


def files_of(folder: Path, app_id: str) -> Path:
    """Return where the files of an app are. Two ids never share a place, on disks that do not tell
    upper case from lower case either, and none is a name that a system keeps for itself.
    """
    name = "".join(
        letter if letter in _PLAIN else "".join(f"={byte:02x}" for byte in letter.encode())
        for letter in app_id
    )
    if len(name) > _MAX_NAME:
        from hashlib import sha256

        return folder / "files" / f"long-{sha256(app_id.encode()).hexdigest()}.sqlite3"
    return folder / "files" / f"app-{name}.sqlite3"


def remove_files(folder: Path, app_id: str) -> None:
    """Delete all files of an app, as uninstalling it does. Raises StateError."""
    path = files_of(folder, app_id)
    try:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StateError(f"{path}: cannot be deleted: {error.strerror}") from error


def _connect(path: Path | None) -> sqlite3.Connection:
    """Open a database file, made where there is none; None is one that is deleted when it is
    closed.
    """
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        # An empty name is in memory, and in a file without a name for what is too large for that.
        name = "" if path is None else path
        return sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        folder = "the folder for temporary files" if path is None else path.parent
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StateError(f"{folder}: the state folder cannot be used: {reason}") from error
