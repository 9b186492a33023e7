"""What a Python test says of its hosts: its marks, its file, the situation it is run in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from jshost.checks import check_scope
from jshost.errors import InputError
from jshost.situations import SITUATIONS, Situation, named
from jshost.testing.hosts import HOSTS, HostFactory, check_names, layer, several


def factory_of(item: pytest.Item, situation: Situation | None) -> HostFactory:
    """Return what makes the hosts of a test, which its report will tell of."""
    defaults = settings_of(item.iter_markers("jshost"))
    isolation = item.config.getini("jshost_isolation")
    if isolation:
        defaults = {"isolation": isolation, **defaults}
    mark = item.get_closest_marker("jshost_situations")
    settings = situation.settings(mark.args) if situation and mark else {}
    make = HostFactory(item.path.parent, item.config.rootpath, defaults, settings)
    item.stash[HOSTS] = make.hosts
    return make


def settings_of(marks: Iterable[pytest.Mark]) -> dict[str, Any]:
    """Return the settings of the marks `jshost`, of which the nearest to the test comes first.

    Raises InputError for a mark that says something else.
    """
    merged: dict[str, Any] = {}
    for mark in marks:
        if mark.args:
            raise InputError('pytest.mark.jshost takes settings by name, such as dialect="ios"')
        check_names(mark.kwargs)
        merged = layer(mark.kwargs, merged)
    return merged


def chosen_situations(mark: pytest.Mark) -> list[Situation]:
    """Return the situations that a mark `jshost_situations` asks for. Raises InputError."""
    if mark.kwargs.keys() - {"only"} or not mark.args:
        raise InputError(
            "pytest.mark.jshost_situations takes scopes, and only=[…] if need be, such as "
            '("scope.record", only=["granted"])'
        )
    for scope in mark.args:
        check_scope(scope)
    chosen = several(mark.kwargs.get("only", ()))
    return [named(name) for name in chosen] or list(SITUATIONS)
