"""What one mini program keeps on the phone's disk: its user files and the files that it saved.

A tree in a database (jshost.database.FileDatabase): the program's names never become names of files
on the host, each change is seen whole or not at all, by other processes as well, and what is in use
is known without looking at everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from jshost.differences.files import FAILURES, MAX_FILE
from jshost.errors import DiskFull
from jshost.frozen import Frozen

CHUNK = 64 * 1024
_MOST = 1 << 40
MAX_NODES = 50_000
"""How many files and folders one program may have: more only fill the host's disk."""

Parts = tuple[str, ...]
"""A place: `usr` or `store`, and the names below it."""


class FileFault(Exception):
    """Why something cannot be done: a key of jshost.differences.files.FAILURES. `path` is the
    program's path that is meant, where it is another than the one it gave.
    """

    def __init__(self, kind: str, path: str | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.path = path

    @property
    def reason(self) -> str:
        """The text that goes with it where no path does."""
        return f"fail {FAILURES[self.kind].text}"


class Rows(Protocol):
    """A database that runs one statement at a time."""

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens inside one change."""
        ...

    def close(self) -> None: ...


class Node(Frozen):
    """A file or folder: bytes, and times in seconds since 1970."""

    id: int
    is_folder: bool
    size: int
    created: float = 0.0
    accessed: float = 0.0
    modified: float = 0.0


_COLUMNS = "id, directory, size, created, accessed, modified"
_AREAS = ("usr", "store")


class Disk:
    """The files of one program. `connect` opens its database when it is first needed; `room` is how
    many bytes they may be in all, `now` gives milliseconds since 1970.
    """

    def __init__(self, connect: Callable[[], Rows], room: int, now: Callable[[], float]) -> None:
        self._connect = connect
        self._room = room
        self._now = now
        self._database: Rows | None = None

    def close(self) -> None:
        """Give the database back; it is opened again if need be."""
        if self._database is not None:
            self._database.close()
            self._database = None

    # -- looking --

    def find(self, parts: Parts) -> Node | None:
        """Return what is at a place. Raises FileFault where a part of the way is a file."""
        node = _root(parts[0])
        for name in parts[1:]:
            if not node.is_folder:
                raise FileFault("not-directory")
            child = self._child(node.id, name)
            if child is None:
                return None
            node = child
        return node

    def children(self, parts: Parts) -> list[tuple[str, Node]]:
        """Return what is in a folder, by name."""
        return self._inside(self._folder(parts))

    def _inside(self, folder: Node) -> list[tuple[str, Node]]:
        rows = self._rows(
            f"SELECT name, {_COLUMNS} FROM nodes WHERE parent = ? ORDER BY name", folder.id
        )
        return [(_text(row[0]), _node(row[1:])) for row in rows]

    def walk(self, parts: Parts) -> Iterator[tuple[Parts, Node]]:
        """Yield everything below a folder, each folder before what is in it."""
        waiting = [(parts, self._folder(parts))]
        while waiting:
            place, folder = waiting.pop()
            for name, node in self._inside(folder):
                yield (*place, name), node
                if node.is_folder:
                    waiting.append(((*place, name), node))

    def read(self, node: Node, start: int = 0, length: int | None = None) -> bytes:
        """Return bytes of a file, as many as there are. One statement: what another process writes
        meanwhile is there in full or not at all.
        """
        first = start // CHUNK
        last = _MOST if length is None else (start + max(length, 1) - 1) // CHUNK
        rows = self._rows(
            "SELECT size, place, data FROM nodes LEFT JOIN chunks ON file = id"
            " AND place BETWEEN ? AND ? WHERE id = ? ORDER BY place",
            first, last, node.id,
        )  # fmt: skip
        if not rows:
            raise FileFault("descriptor")
        size = rows[0][0]
        end = size if length is None else min(start + length, size)
        if start >= end:
            return b""
        pieces = _pieces(rows, first, (end - 1) // CHUNK)
        whole = b"".join(pieces).ljust(end - first * CHUNK, b"\0")
        return whole[start - first * CHUNK : end - first * CHUNK]

    def fresh(self, node: Node) -> Node:
        """Return a node as it is now. Raises FileFault if it has been deleted."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM nodes WHERE id = ?", node.id)
        if not rows:
            raise FileFault("descriptor")
        return _node(rows[0])

    # -- changing --

    def replace(self, parts: Parts, data: bytes, *, new: bool = False) -> Node:
        """Have a file with this content, in place of the one there was. With `new` there may be
        none.
        """
        with self._change():
            node = self._file(parts)
            if node is not None and new:
                raise FileFault("exists")
            self._check_room(len(data) - (node.size if node else 0), len(data))
            node = node or self._add(parts, is_folder=False)
            self._rows("DELETE FROM chunks WHERE file = ?", node.id)
            self._put(node.id, 0, data)
            return self._resize(node, len(data))

    def copy(self, source: Node, target: Parts) -> None:
        """Have a file with the content of another."""
        with self._change():
            there = self._file(target)
            if there is not None and there.id == source.id:
                return
            size = self.fresh(source).size
            self._check_room(size - (there.size if there else 0), size)
            node = self.replace(target, b"")
            self._rows(
                "INSERT INTO chunks SELECT ?, place, data FROM chunks WHERE file = ?",
                node.id, source.id,
            )  # fmt: skip
            self._resize(node, size)

    def append(self, parts: Parts, data: bytes) -> None:
        """Add to the end of a file."""
        with self._change():
            node = self._file(parts)
            if node is None:
                raise FileFault("missing")
            self._write(node, node.size, data)

    def write(self, node: Node, position: int | None, data: bytes) -> int:
        """Write into a file, at its end without a position; return where that was."""
        with self._change():
            node = self.fresh(node)
            start = node.size if position is None else position
            self._write(node, start, data)
            return start

    def truncate(self, node: Node, length: int) -> None:
        """Make a file so many bytes long; what is added is zeros."""
        with self._change():
            node = self.fresh(node)
            self._check_room(length - node.size, length)
            whole, rest = divmod(length, CHUNK)
            place = whole if rest else whole - 1
            self._rows("DELETE FROM chunks WHERE file = ? AND place > ?", node.id, place)
            self._rows(
                "UPDATE chunks SET data = substr(data, 1, ?) WHERE file = ? AND place = ?",
                rest or CHUNK, node.id, place,
            )  # fmt: skip
            self._resize(node, length)

    def make_folder(self, parts: Parts, *, recursive: bool = False) -> None:
        """Make a folder, with `recursive` those that it is in as well."""
        with self._change():
            if recursive:
                for length in range(2, len(parts)):
                    if self.find(parts[:length]) is None:
                        self._add(parts[:length], is_folder=True)
            if self.find(parts) is not None:
                raise FileFault("exists")
            self._add(parts, is_folder=True)

    def remove_folder(self, parts: Parts, *, recursive: bool = False) -> None:
        """Delete a folder, with `recursive` everything in it as well."""
        with self._change():
            folder = self._folder(parts)
            if len(parts) == 1:
                raise FileFault("denied")
            if not recursive and self._rows(
                "SELECT 1 FROM nodes WHERE parent = ? LIMIT 1", folder.id
            ):
                raise FileFault("not-empty")
            self._rows(
                "WITH RECURSIVE below(id) AS (SELECT ? UNION ALL"
                " SELECT nodes.id FROM nodes JOIN below ON nodes.parent = below.id)"
                " DELETE FROM nodes WHERE id IN below",
                folder.id,
            )

    def remove_file(self, parts: Parts) -> None:
        """Delete a file."""
        with self._change():
            node = self.find(parts)
            if node is None:
                raise FileFault("missing")
            if node.is_folder:
                raise FileFault("unlink-directory")
            self._rows("DELETE FROM nodes WHERE id = ?", node.id)

    def rename(self, old: Parts, new: Parts) -> None:
        """Give a file or folder another place; a file that is there is replaced."""
        with self._change():
            node = self.find(old)
            if node is None or self.find(new[:-1]) is None:
                raise FileFault("missing")
            if len(old) == 1 or len(new) == 1:
                raise FileFault("denied")
            there = self.find(new)
            if there is not None and there.id == node.id:
                return
            if new[: len(old)] == old:
                raise FileFault("argument")
            if there is not None and (there.is_folder or node.is_folder):
                raise FileFault("exists")
            if there is not None:
                self._rows("DELETE FROM nodes WHERE id = ?", there.id)
            parent = self._folder(new[:-1])
            self._rows(
                "UPDATE nodes SET parent = ?, name = ? WHERE id = ?",
                parent.id, _bytes(new[-1]), node.id,
            )  # fmt: skip

    def save(self, data: bytes, extension: str) -> str:
        """Keep a file under a name that no other ever has; return it."""
        with self._change():
            self._check_room(len(data), len(data))
            node = self._add(("store", ""), is_folder=False)
            name = f"{node.id:08x}.{extension}" if extension else f"{node.id:08x}"
            self._rows("UPDATE nodes SET name = ? WHERE id = ?", _bytes(name), node.id)
            self._put(node.id, 0, data)
            self._resize(node, len(data))
            return name

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Make several changes one."""
        with self._change():
            yield

    # -- how --

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        if self._database is None:
            self._database = self._connect()
        try:
            return self._database.rows(sql, *parameters)
        except DiskFull:
            raise FileFault("full") from None

    _within = False

    @contextmanager
    def _change(self) -> Iterator[None]:
        if self._within:
            yield
            return
        self._rows("SELECT 1")
        assert self._database is not None
        self._within = True
        try:
            with self._database.transaction():
                yield
        except DiskFull:
            raise FileFault("full") from None
        finally:
            self._within = False

    def _seconds(self) -> float:
        return self._now() / 1000

    def _child(self, parent: int, name: str) -> Node | None:
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM nodes WHERE parent = ? AND name = ?", parent, _bytes(name)
        )
        return _node(rows[0]) if rows else None

    def _folder(self, parts: Parts) -> Node:
        node = self.find(parts)
        if node is None:
            raise FileFault("missing")
        if not node.is_folder:
            raise FileFault("not-directory")
        return node

    def _file(self, parts: Parts) -> Node | None:
        """Return the file at a place, None where there is room for one."""
        node = self.find(parts)
        if node is not None and node.is_folder:
            raise FileFault("is-directory")
        if node is None and self.find(parts[:-1]) is None:
            raise FileFault("missing")
        return node

    def _add(self, parts: Parts, *, is_folder: bool) -> Node:
        (nodes,) = self._rows("SELECT nodes FROM usage")[0]
        if nodes >= MAX_NODES:
            raise FileFault("full")
        now = self._seconds()
        rows = self._rows(
            "INSERT INTO nodes (parent, name, directory, size, created, accessed, modified)"
            f" VALUES (?, ?, ?, 0, ?, ?, ?) RETURNING {_COLUMNS}",
            self._folder(parts[:-1]).id, _bytes(parts[-1]), is_folder, now, now, now,
        )  # fmt: skip
        return _node(rows[0])

    def _check_room(self, more: int, size: int) -> None:
        if size > MAX_FILE:
            raise FileFault("full")
        if more > 0:
            (used,) = self._rows("SELECT size FROM usage")[0]
            if used + more > self._room:
                raise FileFault("full")

    def _write(self, node: Node, start: int, data: bytes) -> None:
        size = max(node.size, start + len(data))
        self._check_room(size - node.size, size)
        place, offset = divmod(start, CHUNK)
        if offset or (data and len(data) % CHUNK):
            data = self._joined(node, place, offset, data)
        self._put(node.id, place, data)
        self._resize(node, size)

    def _joined(self, node: Node, place: int, offset: int, data: bytes) -> bytes:
        """Return data with what is before and after it in the first and the last chunk."""
        before = self._chunk(node.id, place)[:offset].ljust(offset, b"\0")
        end = offset + len(data)
        after = self._chunk(node.id, place + end // CHUNK)[end % CHUNK :] if end % CHUNK else b""
        return before + data + after

    def _chunk(self, file: int, place: int) -> bytes:
        rows = self._rows("SELECT data FROM chunks WHERE file = ? AND place = ?", file, place)
        return bytes(rows[0][0]) if rows else b""

    def _put(self, file: int, place: int, data: bytes) -> None:
        view = memoryview(data)
        for start in range(0, len(data), CHUNK):
            self._rows(
                "INSERT OR REPLACE INTO chunks VALUES (?, ?, ?)",
                file, place + start // CHUNK, view[start : start + CHUNK],
            )  # fmt: skip

    def _resize(self, node: Node, size: int) -> Node:
        now = self._seconds()
        self._rows(
            "UPDATE nodes SET size = ?, accessed = ?, modified = ? WHERE id = ?",
            size, now, now, node.id,
        )  # fmt: skip
        return Node(node.id, False, size, node.created, now, now)


def _root(area: str) -> Node:
    # The areas are no rows: they are always there.
    return Node(-1 - _AREAS.index(area), True, 0)


def _node(row: tuple[Any, ...]) -> Node:
    number, folder, size, created, accessed, modified = row
    return Node(number, bool(folder), size, created, accessed, modified)


def _pieces(rows: list[tuple[Any, ...]], first: int, last: int) -> list[bytes]:
    """Return the chunks of a stretch; those that are missing, or end early, are full of zeros."""
    found = {place: data for _, place, data in rows if place is not None}
    pieces = [found.get(place, b"") for place in range(first, last + 1)]
    return [*(piece.ljust(CHUNK, b"\0") for piece in pieces[:-1]), pieces[-1]]


def _bytes(name: str) -> bytes:
    # Guest strings may hold lone surrogates.
    return name.encode("utf-8", "surrogatepass")


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogatepass")
