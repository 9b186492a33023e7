"""What the host asks of an engine, whichever process it runs in.

An engine holds one guest. It is entered for one turn at a time and gives back what the guest posted
in that turn. Only text crosses: what the guest sends is JSON that the engine does not interpret.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

from jshost.frozen import Frozen

Kind = Literal["eval", "settle", "event", "callback", "timer"]

HostCall = Callable[[list[Any], list[Any]], str]
"""A synchronous call: what was posted before it, and the call itself; its answer is JSON text."""


class Limits(Frozen):
    """What one guest may use: CPU and wall seconds of one turn, bytes of memory, bytes of stack."""

    cpu: float = 5.0
    wall: float = 10.0
    memory: int = 256 * 1024 * 1024
    stack: int = 512 * 1024


class Guest(Frozen):
    """How a guest is booted: the surface of `wx`, whether time is virtual, the seed of its random
    then, and when the run began, in epoch milliseconds.
    """

    surface: str
    virtual: bool
    seed: int = 1
    origin: float = 0.0

    def to_json(self) -> str:
        """Return the configuration that the guest half reads when it boots."""
        virtual = "true" if self.virtual else "false"
        return (
            f'{{"wx":{self.surface},"virtual":{virtual},"seed":{self.seed},"origin":{self.origin}}}'
        )


class Turn:
    """What came of a turn: the messages the guest posted, in order, and what ended the guest, if
    anything did: a limit, an interruption, or what a host call raised.
    """

    __slots__ = ("failure", "messages")

    def __init__(self, messages: list[list[Any]], failure: BaseException | None = None) -> None:
        self.messages = messages
        self.failure = failure


class Engine(Protocol):
    """One guest and the engine that runs it."""

    tracks_rejections: bool

    def load(self, name: str, source: str, now: float) -> Turn:
        """Evaluate a file as the body of a function of `require`, `module` and `exports`."""
        ...

    def turn(self, kind: Kind, payload: str, now: float) -> Turn:
        """Run one macrotask and the microtasks that follow it; `now` is the guest's time in epoch
        milliseconds.
        """
        ...

    def locate(self, text: str) -> str:
        """Return `text` with the engine's positions replaced by those of the guest's files."""
        ...

    def position(self, stack: str, line: int = 0) -> tuple[str, int, int] | None:
        """Return file, line and column (0 where unknown) of the innermost guest frame; `line` is
        used without one.
        """
        ...

    def close(self) -> None:
        """Give everything back. A closed engine is not entered again."""
        ...
