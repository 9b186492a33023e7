"""Where a syntax error stands: its column, for engines that report only the line, and its place in
the file, for errors that show only in the wrapper around it.

The parser reads once, from front to back, so an error stays the same as long as the source holds
everything up to and including the token it is about, and becomes another one (an unexpected end) as
soon as it does not. The shortest prefix with the same error ends with that token.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Beyond this the search would take longer than anybody wants to wait for a caret.
_MAX_CHARACTERS = 200_000
_LINE = r"<input>:(\d{1,9})(?::(\d{1,9}))?"
_TOKEN = r"'([^']+)'"
_WRAPPER = "(function (require, module, exports) {"

Check = Callable[[str], str]
"""Returns what the engine says to a script that it parses and does not run: an error and its
stack.
"""


def explain(text: str, stack: str, source: str, first: int, check: Check) -> tuple[str, str]:
    """Return text and stack of a syntax error in `source`, which begins at line `first`.

    The stack gets a column (in characters, from 1) where one is found; an error that the wrapper's
    own brackets show is told as one of the file.
    """
    found = re.search(_LINE, stack)
    lines = source.split("\n")
    if found is None or len(source) > _MAX_CHARACTERS:
        return text, stack
    number = int(found[1]) - first
    message = text.removeprefix("SyntaxError: ")
    if not 0 <= number < len(lines):
        alone = _error(check, "", source)
        if alone is None or alone[1] >= len(lines):
            end = f"SyntaxError: unexpected end of the file ({message})"
            return end, f"    at <input>:{first + len(lines) - 1}"
        message, number = alone
        text = f"SyntaxError: {message}"
        column = _search(check, "\n".join([*lines[:number], ""]), lines[number], message, "")
    elif found[2]:
        # Counted in bytes by the engine.
        column = len(lines[number].encode()[: int(found[2]) - 1].decode(errors="ignore")) + 1
    else:
        head = "\n".join([*lines[:number], ""])
        column = _search(check, head, lines[number], message, _WRAPPER)
    place = f"<input>:{first + number}{f':{column}' if column else ''}"
    return text, f"{stack[: found.start()]}{place}{stack[found.end() :]}"


def _search(check: Check, head: str, line: str, message: str, wrapper: str) -> int | None:
    """Return the column, from 1, of the token that an error in `line` is about."""
    wanted = (message, head.count("\n"))
    if _error(check, wrapper, head + line) != wanted:
        return None
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if _error(check, wrapper, head + line[:middle]) == wanted:
            high = middle
        else:
            low = middle + 1
    token = re.search(_TOKEN, message)
    width = len(token[1]) if token and line[:high].endswith(token[1]) else 1
    return max(high - width, 0) + 1


def _error(check: Check, wrapper: str, prefix: str) -> tuple[str, int] | None:
    """Return message and line (from 0) of the syntax error in a prefix. Nothing of it is run.

    The end of the source is put on a line of its own, so that an error at it is another error.
    """
    text, _, stack = check(f"throw 0; {wrapper}\n{prefix}\n\n").partition("\n")
    found = re.search(_LINE, stack)
    if found and text.startswith("SyntaxError: "):
        return text.removeprefix("SyntaxError: "), int(found[1]) - 2
    return None
