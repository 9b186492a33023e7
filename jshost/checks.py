"""What a host is told before it runs, checked: its scenario, decisions and answers.

What is wrong is an InputError that says what was meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jshost.apis import registry
from jshost.differences import DIALECTS
from jshost.errors import InputError
from jshost.world.rules import (
    both_fault,
    choice_fault,
    question_fault,
    scope_fault,
    version_fault,
)
from jshost.world.scenario import Device, Scenario, load


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file, its answers to the questions of APIs checked as well. Raises InputError
    that names file and line.
    """
    return load(path, registry().questions())


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
    if fault := version_fault(merged.base_library):
        raise InputError(f"base library {fault}")
    if merged.dialect not in DIALECTS:
        raise InputError(f"dialect {merged.dialect!r} should be one of {', '.join(DIALECTS)}")
    return merged


def device(given: Device, fields: Mapping[str, Any]) -> Device:
    """Return a device with other values, as a scenario's [device] may have them. Raises InputError
    that says what there is.
    """
    from jshost.world.reading import changed

    return changed(given, fields)


def check_scope(scope: str) -> None:
    """Raise InputError for a scope that does not exist, with the one that was meant if that can be
    guessed.
    """
    _refuse(scope_fault(scope))


def check_decisions(granted: set[str], denied: set[str]) -> None:
    """Raise InputError for unknown scopes, and for one that is both granted and denied."""
    for scope in sorted(granted | denied):
        check_scope(scope)
    _refuse(both_fault(granted, denied))


def check_answer(key: str, choice: str) -> None:
    """Raise InputError for an answer to a question that nothing asks, or that it cannot have."""
    questions = registry().questions()
    _refuse(question_fault(key, questions) or choice_fault(key, choice, questions))


def _refuse(fault: str | None) -> None:
    if fault:
        raise InputError(fault)
