"""What decisions, answers and versions may be: each rule says in words what is wrong, or nothing.

They are asked of scenario files as they are read, where faults have lines, and of what a Host is
given.
"""

from __future__ import annotations

from collections.abc import Mapping

from jshost.permissions.scopes import SCOPES
from jshost.user.port import AUTHORIZE, Alternatives, parse_switches

VERSION = r"^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}$"
"""What `version_fault` lets pass, as a pattern for JSON Schema."""

Questions = Mapping[str, Alternatives]
"""The APIs that ask the user something, and what may be answered."""


def scope_fault(scope: str) -> str | None:
    """Say that a scope does not exist, and which one was meant if that can be guessed."""
    if scope in SCOPES:
        return None
    from difflib import get_close_matches

    close = get_close_matches(scope, SCOPES, 1, 0.5)
    hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(SCOPES)}"
    return f"unknown scope {scope!r}; {hint}"


def version_fault(text: str) -> str | None:
    """Say that a text is no version of a base library."""
    parts = text.split(".")
    if len(parts) == 3 and all(map(_is_number, parts)):
        return None
    return f"{text!r} should be a version such as 2.0.0"


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= 9


def both_fault(granted: set[str], denied: set[str]) -> str | None:
    """Say that a scope is both granted and denied."""
    both = sorted(granted & denied)
    return f"{both[0]} is both granted and denied; choose one" if both else None


def question_fault(key: str, questions: Questions) -> str | None:
    """Say that nothing asks the question that an answer is for."""
    if key.startswith("scope."):
        return scope_fault(key)
    if key in questions:
        return None
    known = ", ".join(sorted(questions))
    return f"{key!r} asks the user nothing; a scope does, and {known}"


def choice_fault(key: str, choice: str, questions: Questions) -> str | None:
    """Say that an answer is none to its question, which there is."""
    alternatives = AUTHORIZE if key.startswith("scope.") else questions[key]
    for scope in parse_switches(choice) or () if alternatives.free == "settings" else ():
        if fault := scope_fault(scope):
            return fault
    if alternatives.accepts(choice):
        return None
    return f"{choice!r} is no answer to {key}; possible are {alternatives.describe()}"
