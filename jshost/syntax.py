"""JavaScript as trees: parsing within bounds, looking for patterns in what was parsed, and saying
where in the text something stands.

Sources are hostile. The parser accepts anything, and what is wrong it leaves in place; but it takes
up to 900 bytes of memory for each byte, and searches take quadratic time where there is too much of
the same. So a source has a largest size, and an amount of CPU time for all that is done with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from time import thread_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from tree_sitter import Language, Node, Query

LINE_END = rb"\r\n|[\n\r]|\xe2\x80[\xa8\xa9]"

# Queries take quadratic time where many tokens of no meaning of their own follow each other, and
# below a depth of 65,535. What is deeper than this is not looked at.
_MAX_RUN = 20_000
_MAX_DEPTH = 50_000
_CHUNK = 1 << 16
_EMPTY = rb"(?:[,;]\s*+){%d}" % _MAX_RUN


class SyntaxFault(Exception):
    """Syntax that has no place in a mini program, or that jshost cannot offer.

    `line` and `column` count from 1, columns in characters.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class Source:
    """JavaScript in UTF-8, of which only so many bytes are parsed, until `thread_time()` is `end`.
    Offsets are of bytes.
    """

    def __init__(self, data: bytes, max_bytes: int, end: float) -> None:
        self.data = data
        self._max_bytes = max_bytes
        self._end = end
        self._lines: list[int] = []

    def parse(self) -> Node:
        """Parse the source; what is wrong in it is somewhere in the tree. Raises SyntaxFault for a
        limit.
        """
        from tree_sitter import Parser

        if len(self.data) > self._max_bytes:
            self.fault(0, f"larger than {_size(self._max_bytes)}: too large for a module")
        try:
            tree = Parser(_language()).parse(
                lambda at, _: self.data[at : at + _CHUNK],
                progress_callback=lambda *_: thread_time() > self._end,
            )
        except ValueError:
            self.keep_time()
            raise
        return tree.root_node

    def find(self, root: Node, patterns: str) -> dict[str, list[Node]]:
        """Return the nodes that the patterns name, by name. Raises SyntaxFault for a limit."""
        from tree_sitter import QueryCursor

        # Its progress_callback would be the way to stop it, but crashes (tree_sitter 0.26.1).
        cursor = QueryCursor(_query(patterns))
        cursor.set_max_start_depth(_MAX_DEPTH)
        found = cursor.captures(root)
        self.keep_time()
        return defaultdict(list, found)

    def is_hopeless(self, root: Node) -> bool:
        """Tell whether there is more of the same than can be looked through.

        Raises SyntaxFault if it might be valid, as only missing elements and empty statements are.
        """
        empty = compiled(_EMPTY).search(self.data) if len(self.data) > _MAX_RUN else None
        if empty:
            self.fault(empty.start(), f"more than {_MAX_RUN:,} commas or semicolons in a row")
        pending = [root] if root.has_error else []
        while pending:
            node = pending.pop()
            if node.is_error and node.child_count > _MAX_RUN:
                return True
            pending += [child for child in node.children if child.has_error]
        return False

    def keep_time(self) -> None:
        """Raise SyntaxFault when the source has taken more time than it may."""
        if thread_time() > self._end:
            self.fault(0, "the file takes too long to parse")

    def position(self, at: int) -> tuple[int, int]:
        """Return line and column, in characters, of an offset."""
        if not self._lines:
            self._lines = [0, *(found.end() for found in compiled(LINE_END).finditer(self.data))]
        line = bisect_right(self._lines, at)
        before = self.data[self._lines[line - 1] : at]
        return line, len(before.decode()) + 1

    def fault(self, at: int, message: str) -> NoReturn:
        """Raise SyntaxFault at an offset."""
        raise SyntaxFault(message, *self.position(at))

    def of(self, node: Node) -> str:
        """Return the text of a node."""
        return self.data[node.start_byte : node.end_byte].decode()


@cache
def compiled(pattern: bytes) -> re.Pattern[bytes]:
    """Return a pattern for sources, in which a dot stands for a line end too."""
    return re.compile(pattern, re.DOTALL)


@cache
def _language() -> Language:
    from tree_sitter import Language
    from tree_sitter_javascript import language

    return Language(language())


@cache
def _query(patterns: str) -> Query:
    from tree_sitter import Query

    return Query(_language(), patterns)


def _size(size: int) -> str:
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size >> 10} KB"
