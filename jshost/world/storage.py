"""The data cache behind wx.setStorage: in memory for one run, or in the state database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

from jshost.errors import DiskFull
from jshost.frozen import Frozen

MAX_VALUE_BYTES = 1024 * 1024
MAX_TOTAL_BYTES = 10 * 1024 * 1024
"""As documented: 1 MB for one key, 10 MB for one mini program."""


_TOO_MUCH = "exceed storage max size 10MB"


class Rows(Protocol):
    """A database that runs one statement at a time (jshost.database has one)."""

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens inside one change."""
        ...


class QuotaError(Exception):
    """A value, or all values together, would be larger than the platform keeps."""


ENCRYPTED = "+"
"""What the type of an encrypted value begins with."""


class Entry(Frozen):
    """A stored value: the platform's name of its type, and its text.

    One that is to be encrypted is not, on a phone that is simulated; it takes as much room.
    """

    type: str
    text: str


class Usage(Frozen):
    """What is stored: keys in the order in which they were first set, bytes in all."""

    keys: list[str]
    size: int


class DataCache(Protocol):
    """The stored values of one mini program."""

    def get(self, key: str) -> Entry | None:
        """Return a value, or None."""
        ...

    def put(self, key: str, entry: Entry) -> None:
        """Store a value. Raises QuotaError, and then keeps the value there was."""
        ...

    def put_all(self, entries: list[tuple[str, Entry]]) -> None:
        """Store values by key, all of them or none. Raises QuotaError."""
        ...

    def remove(self, key: str) -> None:
        """Forget a value, if there is one."""
        ...

    def clear(self) -> None:
        """Forget all values."""
        ...

    def usage(self) -> Usage:
        """Return what is stored."""
        ...


def _bytes(text: str) -> bytes:
    # Guest strings may hold lone surrogates.
    return text.encode("utf-8", "surrogatepass")


def _check_quota(key: bytes, entry: Entry, others: Callable[[], int]) -> int:
    """Return the size of an entry; raises QuotaError where it is too large beside the `others`.
    Encrypted, it is 1.4 times as large (D).
    """
    size = len(_bytes(entry.text))
    size = len(key) + (size * 14 // 10 if entry.type.startswith(ENCRYPTED) else size)
    if size > MAX_VALUE_BYTES:
        raise QuotaError("exceed storage item max size 1MB")
    if others() + size > MAX_TOTAL_BYTES:
        raise QuotaError(_TOO_MUCH)
    return size


class MemoryCache:
    """Values that end with the run."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Entry, int]] = {}
        self._size = 0

    def get(self, key: str) -> Entry | None:
        found = self._entries.get(key)
        return found[0] if found else None

    def put_all(self, entries: list[tuple[str, Entry]]) -> None:
        before = dict(self._entries), self._size
        try:
            for key, entry in entries:
                self.put(key, entry)
        except QuotaError:
            self._entries, self._size = before
            raise

    def put(self, key: str, entry: Entry) -> None:
        old = self._entries[key][1] if key in self._entries else 0
        size = _check_quota(_bytes(key), entry, lambda: self._size - old)
        self._entries[key] = (entry, size)
        self._size += size - old

    def remove(self, key: str) -> None:
        if key in self._entries:
            self._size -= self._entries.pop(key)[1]

    def clear(self) -> None:
        self._entries.clear()
        self._size = 0

    def usage(self) -> Usage:
        return Usage(list(self._entries), self._size)


class StoredCache:
    """Values in the state database."""

    def __init__(self, database: Rows, app_id: str) -> None:
        self._database = database
        self._app_id = app_id

    def get(self, key: str) -> Entry | None:
        rows = self._database.rows(
            "SELECT type, data FROM storage WHERE app_id = ? AND key = ?", self._app_id, _bytes(key)
        )
        return Entry(rows[0][0], rows[0][1].decode("utf-8", "surrogatepass")) if rows else None

    def put(self, key: str, entry: Entry) -> None:
        self.put_all([(key, entry)])

    def put_all(self, entries: list[tuple[str, Entry]]) -> None:
        try:
            with self._database.transaction():
                for key, entry in entries:
                    self._put(_bytes(key), entry)
        except DiskFull:
            raise QuotaError(_TOO_MUCH) from None

    def _put(self, name: bytes, entry: Entry) -> None:
        total, place = self._used()
        size = _check_quota(name, entry, lambda: total - self._size(name))
        self._database.rows(
            "INSERT INTO storage VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET type = excluded.type, data = excluded.data, size = excluded.size",
            self._app_id, name, entry.type, _bytes(entry.text), size, place + 1,
        )  # fmt: skip

    def _used(self) -> tuple[int, int]:
        """Return the size of all values, and the place of the last one."""
        rows = self._database.rows("SELECT size, place FROM usage WHERE app_id = ?", self._app_id)
        return (int(rows[0][0]), int(rows[0][1])) if rows else (0, 0)

    def _size(self, name: bytes) -> int:
        rows = self._database.rows(
            "SELECT size FROM storage WHERE app_id = ? AND key = ?", self._app_id, name
        )
        return int(rows[0][0]) if rows else 0

    def remove(self, key: str) -> None:
        self._database.rows(
            "DELETE FROM storage WHERE app_id = ? AND key = ?", self._app_id, _bytes(key)
        )

    def clear(self) -> None:
        self._database.rows("DELETE FROM storage WHERE app_id = ?", self._app_id)

    def usage(self) -> Usage:
        rows = self._database.rows(
            "SELECT key, size FROM storage WHERE app_id = ? ORDER BY place", self._app_id
        )
        keys = [key.decode("utf-8", "surrogatepass") for key, _ in rows]
        return Usage(keys, sum(size for _, size in rows))
