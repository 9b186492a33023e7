"""Rewritten files, kept by their content: one is parsed once, however many programs and runs have
it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jshost import __version__
from jshost.project.transform import Transformed, needs_parsing, transform

if TYPE_CHECKING:
    from sqlite3 import Connection

FILE_NAME = "transforms.sqlite3"
_FORMAT = f"{__version__}/2"
"""Changes with what `transform` makes of a file."""
_MAX_BYTES = 256 * 1024 * 1024
_PAGE_BYTES = 4096
_BUSY_SECONDS = 2.0
_MAX_IN_MEMORY = 4_000

_SCHEMA = "CREATE TABLE IF NOT EXISTS transforms (digest BLOB PRIMARY KEY, kind TEXT, text TEXT)"

_memory: dict[bytes, Transformed] = {}
"""What this process has rewritten: the many hosts of a test run share it."""


class TransformCache:
    """Rewrites files, or remembers how they are rewritten; with a `folder` beyond this process.

    What is kept there can be thrown away at any time, so a folder that cannot be used only costs
    time: no error is told.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._connection: Connection | None = None
        self._fresh: list[tuple[bytes, str, str]] = []

    def transform(self, source: str) -> Transformed:
        """Return a file as the engine gets it. Raises SyntaxFault."""
        if not needs_parsing(source):
            return transform(source)
        digest = _digest(source)
        known = _memory.get(digest) or self._stored(digest)
        if known is None:
            known = transform(source)
            self._fresh.append((digest, known.kind, known.text))
        if len(_memory) >= _MAX_IN_MEMORY:
            _memory.clear()
        _memory[digest] = known
        return known

    def flush(self) -> None:
        """Keep what was rewritten since the last time."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            with suppress(_sqlite_error()):
                self._keep(fresh)

    def close(self) -> None:
        """Keep what was rewritten, and give the file back."""
        self.flush()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _keep(self, fresh: list[tuple[bytes, str, str]]) -> None:
        connection = self._opened()
        if connection is None:
            return
        with connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            if pages * _PAGE_BYTES > _MAX_BYTES:
                connection.execute("DELETE FROM transforms")
            connection.executemany("INSERT OR REPLACE INTO transforms VALUES (?, ?, ?)", fresh)

    def _stored(self, digest: bytes) -> Transformed | None:
        with suppress(_sqlite_error()):
            connection = self._opened()
            query = "SELECT kind, text FROM transforms WHERE digest = ?"
            row = connection.execute(query, (digest,)).fetchone() if connection else None
            return Transformed(*row) if row else None
        return None

    def _opened(self) -> Connection | None:
        """Open the file when it is first needed; one that cannot be used is not tried again."""
        if self._connection is None and self._folder is not None:
            import sqlite3

            folder, self._folder = self._folder, None
            connection = sqlite3.connect(folder / FILE_NAME, timeout=_BUSY_SECONDS)
            try:
                connection.execute(_SCHEMA)
                connection.execute("PRAGMA synchronous = OFF")
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection


def _sqlite_error() -> type[Exception]:
    import sqlite3

    return sqlite3.Error


def _digest(source: str) -> bytes:
    from hashlib import blake2b

    return blake2b(source.encode(), digest_size=20, key=_FORMAT.encode()).digest()
