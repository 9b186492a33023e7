"""The trace: everything observable about a run, in order.

Each record is frozen; its fields are the keys of its JSON line; `t` is milliseconds
since the start on the run's clock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar, overload

from jshost.clock import Clock
from jshost.frozen import Frozen
from jshost.text import json_line


class Record(Frozen):
    """What all records have: their place in the trace and the time."""

    type: ClassVar[str]
    seq: int
    t: float

    def to_dict(self) -> dict[str, Any]:
        """Return the record as its JSON line has it, `type` first."""
        return {"type": self.type, **self.asdict()}

    def to_json(self) -> str:
        """Return the record's JSON line."""
        return json_line(json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":")))


class CallRecord(Record):
    """The guest called an API. `id` is 0 for a synchronous call; callbacks are left out of `args`:
    `callbacks` names those that were given, or `promise` where one was returned. `at` is where the
    program called it, `file:line`; neither is known of synchronous calls.
    """

    type: ClassVar[str] = "call"
    id: int
    api: str
    args: Any
    at: str = ""
    callbacks: tuple[str, ...] = ()


class PromptRecord(Record):
    """The user was asked for a scope and answered: granted, denied or dismissed."""

    type: ClassVar[str] = "prompt"
    scope: str
    api: str
    decision: str
    by: str


class ChoiceRecord(Record):
    """The user was asked anything else."""

    type: ClassVar[str] = "choice"
    kind: str
    key: str
    alternatives: list[str]
    chosen: str
    by: str


class SettleRecord(Record):
    """A call's callbacks are about to run: `outcome` is success or fail."""

    type: ClassVar[str] = "settle"
    id: int
    api: str
    outcome: str
    result: Any


class EventRecord(Record):
    """Anything else that happened on the simulated phone."""

    type: ClassVar[str] = "event"
    name: str
    detail: Any


class ConsoleRecord(Record):
    """The guest wrote to its console."""

    type: ClassVar[str] = "console"
    level: str
    message: str


class ErrorRecord(Record):
    """Guest code failed. `where` is `file:line` or `file:line:column`; `message` and `stack` are
    the guest's own.
    """

    type: ClassVar[str] = "error"
    where: str
    message: str
    stack: str


class ExitRecord(Record):
    """The run is over."""

    type: ClassVar[str] = "exit"
    reason: str
    code: int


R = TypeVar("R", bound=Record)


class Trace:
    """The records of one run. Listeners get each one as it is added. `repr` is the text that `show`
    makes of them.

    Records are made when they are looked at: most runs never look, and making two for each call
    would take a third of its time.
    """

    def __init__(self, clock: Clock, show: Callable[[Trace], str] = object.__repr__) -> None:
        self._now = clock.now
        self._show = show
        self.listeners: list[Callable[[Record], None]] = []
        self.clear()

    def clear(self) -> None:
        """Begin anew, with the same listeners."""
        self._entries: list[tuple[type[Record], float, tuple[Any, ...]]] = []

    def add(self, kind: type[Record], *values: Any) -> None:
        """Append a record of the fields that follow `seq` and `t`."""
        self._entries.append((kind, self._now(), values))
        if self.listeners:
            record = self._record(len(self._entries) - 1)
            for listener in self.listeners:
                listener(record)

    def _record(self, index: int) -> Record:
        kind, now, values = self._entries[index]
        return kind(index + 1, round(now, 3), *values)

    def of(self, kind: type[R]) -> list[R]:
        """Return the records of one kind."""
        places = [at for at, entry in enumerate(self._entries) if entry[0] is kind]
        return [record for at in places if isinstance(record := self._record(at), kind)]

    def __repr__(self) -> str:
        return self._show(self)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Record]:
        return (self._record(index) for index in range(len(self._entries)))

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        places = range(len(self._entries))[index]
        if isinstance(places, int):
            return self._record(places)
        return [self._record(at) for at in places]
