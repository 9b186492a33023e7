"""What tests that go through all APIs need of each, a module for each module of jshost/apis:

- `SAMPLES`: one good call of every asynchronous API that can succeed;
- `FAILING`: the errMsg of those that fail whatever they are given, unless something has happened
  to the host; `FAILING_OPTIONS` are what such a call is given;
- `SCRIPTS`: for other APIs and events with a result, a script that says it, as `['success', result]`
  or `['<name>', result]`;
- `HAPPENINGS`: by API, what happens to the host of such a script then (a function of it);
- `FILES`: which file of a mini program such a script has to be in;
- `KNOWN_DIFFERENCES`: by API and what differs from its documentation, why it does;
- `RETURNED`: what the properties of the object are, that an API returns at once;
- `UNTOLD`: events whose results are not compared, and why.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def gathered(name: str) -> dict[Any, Any]:
    """Return what all modules have under a name."""
    found: dict[Any, Any] = {}
    for module in iter_modules(__path__):
        entries = getattr(import_module(f"{__name__}.{module.name}"), name, {})
        assert not found.keys() & entries.keys(), f"{module.name} repeats {found.keys() & entries.keys()}"
        found |= entries
    return found
