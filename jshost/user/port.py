"""The port through which every question to the user goes."""

from __future__ import annotations

from typing import Literal, Protocol

from jshost.frozen import Frozen

OnPrompt = Literal["ask", "allow", "deny", "dismiss", "fail"]
"""What becomes of a question without a scripted answer."""


class Alternatives(Frozen):
    """What may be answered to a kind of question.

    `affirm` and `refuse` are the answers of a user who goes along and of one who does not; `values`
    are all fixed ones. `free` says what else is taken: `settings` (`+scope.x,-scope.y`), `index` (a
    number), `indices` (numbers, `0,2`), `switches` (`+name,-name` of `names`) or `text`
    (`<affirm>=TEXT`). Of the numbers among `values`, up to `most` may be given at once.
    """

    affirm: str
    refuse: str
    values: tuple[str, ...]
    free: str = ""
    most: int = 1
    names: tuple[str, ...] = ()

    def accepts(self, choice: str) -> bool:
        """Whether a choice can be an answer to this kind of question."""
        if choice in self.values:
            return True
        if self.free == "settings":
            return parse_switches(choice) is not None
        if self.free == "switches":
            return (parse_switches(choice, "") or {"": True}).keys() <= {*self.names}
        if self.free == "index":
            return choice.isdecimal()
        if self.free == "indices":
            return choice.isascii() and all(n.isdecimal() for n in choice.split(","))
        if self.most > 1:
            return self._are_values(choice.split(","))
        return self.free == "text" and choice.startswith(f"{self.affirm}=")

    def _are_values(self, numbers: list[str]) -> bool:
        wanted = {*numbers}
        fit = len(wanted) == len(numbers) <= self.most
        return fit and wanted <= {value for value in self.values if value.isdecimal()}

    def describe(self) -> str:
        """Return the alternatives for a person."""
        several = [f"up to {self.most} numbers, such as {self.affirm}"] if self.most > 1 else []
        extra = {
            "settings": ["+scope.x,-scope.y"],
            "switches": [f"+ or - and {name}" for name in self.names],
            "index": ["the number of an item, from 0"],
            "indices": ["the numbers of items, from 0, such as 0,2"],
            "text": [f"{self.affirm}=TEXT"],
        }
        return ", ".join([*self.values, *extra.get(self.free, several)])


AUTHORIZE = Alternatives("allow", "deny", ("allow", "deny", "dismiss"))


def parse_switches(choice: str, prefix: str = "scope.") -> dict[str, bool] | None:
    """Read `+scope.record,-scope.camera`: what is switched on and off. None where it is not of that
    form, or something has another prefix.
    """
    switches: dict[str, bool] = {}
    for part in choice.split(","):
        if part[:1] not in ("+", "-") or not part[1:].startswith(prefix):
            return None
        switches[part[1:]] = part[0] == "+"
    return switches


class Switch(Frozen):
    """A row of a settings page; `scope` is the name that answers have for it."""

    scope: str
    label: str
    on: bool


class Question(Frozen):
    """One question. `kind` is what asks it (`authorize` for a scope's dialog, else the API), `key`
    what answers it.

    `title` and `lines` are what the platform would show; `labels` are the texts of the
    alternatives, in their order; `switches` are the rows of the settings page; `api` is what asks,
    called `at` (file:line). All of it may hold text of the guest's, so it is never shown raw.
    """

    kind: str
    key: str
    alternatives: Alternatives
    title: str
    lines: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()
    api: str = ""
    at: str = ""


class Choice(Frozen):
    """An answer, and who gave it: terminal, script, default or explore.

    `decided` is false where nobody decided and the safe alternative stands in: such an answer is
    not recorded.
    """

    value: str
    by: str
    decided: bool = True


class User(Protocol):
    """Somebody who answers questions."""

    def choose(self, question: Question) -> Choice | None:
        """Return the answer, or None for a question that is left to the next in line."""
        ...
