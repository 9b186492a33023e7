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
# The engine's parser says anything then. By itself the file is right.
_OUT_OF_STACK = "RangeError: out of stack: too many files require one another in a row"

Check = Callable[[str], str]
"""Returns what the engine says to a script that it parses and does not run: an error and its
stack.
"""


def explain(
    text: str, stack: str, wrapper: tuple[str, str], source: str, first: int, check: Check
) -> tuple[str, str]:
    """Return text and stack of a syntax error in `source`, which begins at line `first`; `wrapper`
    is the lines before and after it.

    The stack gets a column (in characters, from 1) where one is found; an error that the wrapper's
    own brackets show is told as one of the file.
    """
    found = re.search(_LINE, stack)
    if len(source) > _MAX_CHARACTERS:
        return text, stack
    head, tail = wrapper
    lines = source.split("\n")
    # Without what keeps text from leaving the wrapper: that makes other errors of some.
    told = _error(check, head, f"{source}\n{tail}")
    if told is None or not 0 <= told[1] < len(lines):
        alone = _error(check, "", source)
        if told is None and alone is None:
            return _OUT_OF_STACK, f"    at <input>:{first}"
        if alone is None or alone[1] >= len(lines):
            end = f"SyntaxError: unexpected end of the file ({(told or alone or (text,))[0]})"
            return end, f"    at <input>:{first + len(lines) - 1}"
        head, told = "", alone
    message, number, column = told
    if column:
        # Counted in bytes by the engine.
        column = len(lines[number].encode()[: column - 1].decode(errors="ignore")) + 1
    else:
        before = "\n".join([*lines[:number], ""])
        column = _search(check, before, lines[number], message, head)
    place = f"<input>:{first + number}{f':{column}' if column else ''}"
    rest = f"{stack[: found.start()]}{place}{stack[found.end() :]}" if found else f"    at {place}"
    return f"SyntaxError: {message}", rest


def _search(check: Check, before: str, line: str, message: str, wrapper: str) -> int:
    """Return the column, from 1, of the token that an error in `line` is about; 0 if unknown."""
    wanted = (message, before.count("\n"))
    if (_error(check, wrapper, before + line) or ())[:2] != wanted:
        return 0
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if (_error(check, wrapper, before + line[:middle]) or ())[:2] == wanted:
            high = middle
        else:
            low = middle + 1
    token = re.search(_TOKEN, message)
    width = len(token[1]) if token and line[:high].endswith(token[1]) else 1
    return max(high - width, 0) + 1


def _error(check: Check, wrapper: str, prefix: str) -> tuple[str, int, int] | None:
    """Return message, line (from 0) and column (0 where the engine has none) of the syntax error in
    a prefix. Nothing of it is run.

    The end of the source is put on a line of its own, so that an error at it is another error.
    """
    text, _, stack = check(f"throw 0; {wrapper}\n{prefix}\n\n").partition("\n")
    found = re.search(_LINE, stack)
    if found and text.startswith("SyntaxError: "):
        return text.removeprefix("SyntaxError: "), int(found[1]) - 2, int(found[2] or 0)
    return None
