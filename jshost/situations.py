"""The situations in which a program that asks for permissions should be looked at: what the user
decided before, and what they do now.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from jshost.errors import InputError
from jshost.frozen import Frozen


class Situation(Frozen):
    """One situation. `before` is what was decided on each scope earlier, "" for nothing; `now` is
    what the user does at every question: goes along with it, or refuses.

    One who goes along with the program also switches its scopes on where the settings page is
    shown.
    """

    name: str
    before: Literal["", "grant", "deny"]
    now: Literal["allow", "deny"]

    def settings(self, scopes: Iterable[str]) -> dict[str, Any]:
        """Return it as settings of a Host for a program that uses these scopes."""
        used = sorted(set(scopes))
        settings: dict[str, Any] = {"on_prompt": self.now}
        if self.before and used:
            settings[self.before] = tuple(used)
        if self.now == "allow" and used:
            settings["answers"] = {"openSetting": ",".join(f"+{scope}" for scope in used)}
        return settings


SITUATIONS = (
    Situation("fresh+allow", "", "allow"),
    Situation("fresh+deny", "", "deny"),
    Situation("denied before", "deny", "allow"),
    Situation("granted", "grant", "allow"),
)


def named(name: str) -> Situation:
    """Return a situation by its name. Raises InputError."""
    for situation in SITUATIONS:
        if situation.name == name:
            return situation
    known = ", ".join(situation.name for situation in SITUATIONS)
    raise InputError(f"{name!r} is no situation; there are {known}")
