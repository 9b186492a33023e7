"""Comparing two texts line by line, in bounded time: both are an enemy's, perhaps."""

from __future__ import annotations

from difflib import SequenceMatcher

from jshost.text import line

_AROUND = 3
_MAX_COMPARED = 400
"""How many lines are compared of what is left of each text: the time grows with the square."""
_MAX_LINE = 400


def difference(expected: str, received: str) -> tuple[str, ...]:
    """Return the lines of a diff: `- ` is expected, `+ ` is received, `  ` is in both. Nothing
    where the texts are the same.
    """
    if expected == received:
        return ()
    old, new = expected.split("\n"), received.split("\n")
    before = _alike(old, new)
    after = _alike(old[before:][::-1], new[before:][::-1])
    end = len(old) - after
    shown = [
        *_shortened([f"  {text}" for text in old[:before]], 0, _AROUND),
        *_compared(old[before:end], new[before : len(new) - after]),
        *_shortened([f"  {text}" for text in old[end:]], _AROUND, 0),
    ]
    return tuple(line(text, _MAX_LINE) for text in ("- expected", "+ received", *shown))


def _alike(old: list[str], new: list[str]) -> int:
    """Return how many lines two texts have in common at their beginning."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _compared(old: list[str], new: list[str]) -> list[str]:
    lines: list[str] = []
    kept_old, kept_new = old[:_MAX_COMPARED], new[:_MAX_COMPARED]
    matcher = SequenceMatcher(None, kept_old, kept_new, autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind == "equal":
            lines += _shortened([f"  {text}" for text in kept_old[i:j]], _AROUND, _AROUND)
        else:
            lines += [f"- {text}" for text in kept_old[i:j]]
            lines += [f"+ {text}" for text in kept_new[k:n]]
    rest = max(len(old), len(new)) - _MAX_COMPARED
    return [*lines, *_left_out(rest)]


def _shortened(lines: list[str], first: int, last: int) -> list[str]:
    """Leave out lines that are the same, but for the first and the last ones."""
    rest = len(lines) - first - last
    if rest <= 1:
        return lines
    return [*lines[:first], *_left_out(rest), *lines[len(lines) - last :]]


def _left_out(count: int) -> list[str]:
    return [f"  … {count} more line{'s' * (count > 1)}"] if count > 0 else []
