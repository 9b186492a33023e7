"""The trace: everything observable about a run, in order.

Each record is a frozen dataclass whose fields are the keys of its JSON line; `t` is milliseconds
since the start on the run's clock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar, overload

from jshost.clock import Clock


@dataclass(frozen=True)
class Record:
    """What all records have: their place in the trace and the time."""

    type: ClassVar[str]
    seq: int
    t: float

    def to_dict(self) -> dict[str, Any]:
        """Return the record as its JSON line has it, `type` first."""
        return {"type": self.type} | {f.name: getattr(self, f.name) for f in fields(self)}

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class CallRecord(Record):
    """The guest called an API. `id` is 0 for a synchronous call; callbacks are left out of
    `args`.
    """

    type: ClassVar[str] = "call"
    id: int
    api: str
    args: Any


@dataclass(frozen=True)
class PromptRecord(Record):
    """The user was asked for a scope and answered: granted, denied or dismissed."""

    type: ClassVar[str] = "prompt"
    scope: str
    api: str
    decision: str
    by: str


@dataclass(frozen=True)
class ChoiceRecord(Record):
    """The user was asked anything else."""

    type: ClassVar[str] = "choice"
    kind: str
    key: str
    alternatives: list[str]
    chosen: str
    by: str


@dataclass(frozen=True)
class SettleRecord(Record):
    """A call's callbacks are about to run: `outcome` is success or fail."""

    type: ClassVar[str] = "settle"
    id: int
    api: str
    outcome: str
    result: Any


@dataclass(frozen=True)
class EventRecord(Record):
    """Anything else that happened on the simulated phone."""

    type: ClassVar[str] = "event"
    name: str
    detail: Any


@dataclass(frozen=True)
class ConsoleRecord(Record):
    """The guest wrote to its console."""

    type: ClassVar[str] = "console"
    level: str
    message: str


@dataclass(frozen=True)
class ErrorRecord(Record):
    """Guest code failed. `where` is `file:line` or `file:line:column`; `message` and `stack` are
    the guest's own.
    """

    type: ClassVar[str] = "error"
    where: str
    message: str
    stack: str


@dataclass(frozen=True)
class ExitRecord(Record):
    """The run is over."""

    type: ClassVar[str] = "exit"
    reason: str
    code: int


R = TypeVar("R", bound=Record)


class Trace:
    """The records of one run. Listeners get each one as it is added."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: list[Record] = []
        self.listeners: list[Callable[[Record], None]] = []

    def add(self, kind: type[R], *values: Any) -> R:
        """Append a record of the fields that follow `seq` and `t`."""
        record = kind(len(self._records) + 1, round(self._clock.now(), 3), *values)
        self._records.append(record)
        for listener in self.listeners:
            listener(record)
        return record

    def of(self, kind: type[R]) -> list[R]:
        """Return the records of one kind."""
        return [record for record in self._records if isinstance(record, kind)]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        return self._records[index]
