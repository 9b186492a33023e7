"""The column of a syntax error, for engines that report only its line.

The parser reads once, from front to back, so an error stays the same as long as the source holds
everything up to and including the token it is about, and becomes another one (an unexpected end) as
soon as it does not. The shortest prefix with the same error ends with that token.
"""

from __future__ import annotations

import re

import _quickjs

# Beyond this the search would take longer than anybody wants to wait for a caret.
_MAX_CHARACTERS = 200_000
_LINE = re.compile(r"<input>:(\d+)(:\d+)?")
_TOKEN = re.compile(r"'([^']+)'")


def add_column(stack: str, message: str, source: str, first: int) -> str:
    """Return the stack of a syntax error in `source`, which begins at line `first`, with a column
    where one is found.
    """
    found = _LINE.search(stack)
    if found is None or found[2] or len(source) > _MAX_CHARACTERS:
        return stack
    number = int(found[1]) - first
    lines = source.split("\n")
    if not 0 <= number < len(lines):
        return stack
    head = "\n".join([*lines[:number], ""])
    column = _search(head, lines[number], message)
    if column is None:
        return stack
    return f"{stack[: found.end()]}:{column}{stack[found.end() :]}"


def _search(head: str, line: str, message: str) -> int | None:
    """Return the column, from 1, of the token that an error in `line` is about."""
    wanted = (message, head.count("\n"))
    if _error(head + line) != wanted:
        return None
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if _error(head + line[:middle]) == wanted:
            high = middle
        else:
            low = middle + 1
    token = _TOKEN.search(message)
    width = len(token[1]) if token and line[:high].endswith(token[1]) else 1
    return max(high - width, 0) + 1


def _error(prefix: str) -> tuple[str, int] | None:
    """Return message and line (from 0) of the syntax error in a prefix. Nothing of it is run.

    The end of the source is put on a line of its own, so that an error at it is another error.
    """
    context = _quickjs.Context()
    context.set_memory_limit(64 << 20)
    try:
        context.eval(f"throw 0; (function (require, module, exports) {{\n{prefix}\n\n")
    except (_quickjs.JSException, _quickjs.StackOverflow) as error:
        text, _, stack = str(error).partition("\n")
        found = _LINE.search(stack)
        if found and text.startswith("SyntaxError: "):
            return text.removeprefix("SyntaxError: "), int(found[1]) - 2
    return None
