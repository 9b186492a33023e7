"""What a host is told before it runs, checked: its scenario, decisions and answers.

What is wrong is an InputError that says what was meant.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jshost.apis import registry
from jshost.differences import DIALECTS, version
from jshost.errors import InputError
from jshost.permissions.scopes import SCOPES
from jshost.user.port import AUTHORIZE, parse_switches
from jshost.world.scenario import Scenario
from jshost.world.scenario import load as load_scenario


def scenario(given: Scenario | Path | str | None, settings: dict[str, Any]) -> Scenario:
    """Return a scenario, or that of a file, with the settings that are not None in its place."""
    base = (
        given
        if isinstance(given, Scenario)
        else load_scenario(Path(given))
        if given
        else Scenario()
    )
    merged = base.replace(**{key: value for key, value in settings.items() if value is not None})
    try:
        parts = version(merged.base_library)
    except ValueError:
        parts = ()
    if len(parts) != 3:
        raise InputError(f"base library {merged.base_library!r} should be a version such as 2.0.0")
    if merged.dialect not in DIALECTS:
        raise InputError(f"dialect {merged.dialect!r} should be one of {', '.join(DIALECTS)}")
    return merged


def check_scope(scope: str) -> None:
    """Raise InputError for a scope that does not exist, with the one that was meant if that can be
    guessed.
    """
    if scope not in SCOPES:
        from difflib import get_close_matches

        close = get_close_matches(scope, SCOPES, 1, 0.5)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(SCOPES)}"
        raise InputError(f"unknown scope {scope!r}; {hint}")


def check_decisions(granted: set[str], denied: set[str]) -> None:
    """Raise InputError for unknown scopes, and for one that is both granted and denied."""
    for scope in sorted(granted | denied):
        check_scope(scope)
    both = sorted(granted & denied)
    if both:
        raise InputError(f"{both[0]} is both granted and denied; choose one")


def check_answer(key: str, choice: str) -> None:
    """Raise InputError for an answer to a question that nothing asks, or that it cannot have."""
    questions = registry().questions()
    if key.startswith("scope."):
        check_scope(key)
        alternatives = AUTHORIZE
    elif key in questions:
        alternatives = questions[key]
    else:
        known = ", ".join(sorted(questions))
        raise InputError(f"{key!r} asks the user nothing; a scope does, and {known}")
    for scope in parse_switches(choice) or () if alternatives.free == "settings" else ():
        check_scope(scope)
    if not alternatives.accepts(choice):
        raise InputError(
            f"{choice!r} is no answer to {key}; possible are {alternatives.describe()}"
        )
