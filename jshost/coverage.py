"""How much of the platform's surface there is: every API that is documented, with its state.

The state of what jshost has comes from its declaration, the rest from the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from jshost import apis, catalogue
from jshost.differences import version
from jshost.frozen import Frozen
from jshost.registry import Api, Family

State = Literal["real", "simulated", "answered by the user", "needs the view layer", "not yet"]
STATES: tuple[State, ...] = (
    "real",
    "simulated",
    "answered by the user",
    "needs the view layer",
    "not yet",
)

# Objects that live in the guest alone and are written there (polyfills/): nothing declares them.
_IN_THE_GUEST = frozenset({"EventChannel"})


class Covered(Frozen):
    """One API, or one method (`Manager.method`): its state, the base library that brought it, the
    scope that it needs and its page group in the documentation.
    """

    name: str
    state: State
    since: str
    scope: str | None
    family: str

    @property
    def is_there(self) -> bool:
        """Whether jshost has it."""
        return self.state not in ("needs the view layer", "not yet")


def coverage() -> list[Covered]:
    """Return all of the surface, once each, by family and name."""
    found = [covered for family in apis.families() for covered in _declared(family)]
    names = {covered.name for covered in found}
    found += [_undeclared(api) for api in catalogue.documented() if api.name not in names]
    return sorted(found, key=lambda covered: (covered.family, covered.name))


def families(surface: Iterable[Covered]) -> dict[str, list[Covered]]:
    """Return a part of the surface by family."""
    found: dict[str, list[Covered]] = {}
    for covered in surface:
        found.setdefault(covered.family, []).append(covered)
    return found


def counts(surface: Iterable[Covered]) -> dict[State, int]:
    """Return how many there are in each state."""
    found: dict[State, int] = dict.fromkeys(STATES, 0)
    for covered in surface:
        found[covered.state] += 1
    return found


def _declared(family: Family) -> Iterator[Covered]:
    for api in family.apis:
        yield from _with_methods(api, family, api.since)


def _with_methods(api: Api, family: Family, earliest: str) -> Iterator[Covered]:
    """Yield an API and the methods of what it returns, which come with it at the earliest."""
    since = max(api.since, earliest, key=version)
    yield Covered(api.name, _state(api, family), since, api.scope, family.name)
    for method in api.methods:
        if method.slot is None:
            yield from _with_methods(method, family, since)


def _state(api: Api, family: Family) -> State:
    if api.needs_view:
        return "needs the view layer"
    return "answered by the user" if api.asks is not None or api.is_gated else family.kind


def _undeclared(api: catalogue.Documented) -> Covered:
    state: State = "needs the view layer" if api.needs_view else "not yet"
    if api.name.partition(".")[0] in _IN_THE_GUEST:
        state = "real"
    return Covered(api.name, state, api.since, api.scope, api.family)
