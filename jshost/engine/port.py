"""What the host asks of an engine, whichever process it runs in, and what an engine asks of its
host.

An engine holds one guest. It is entered for one turn at a time, and hands on what the guest posts
while the turn runs. What it hands on is JSON whose form nobody has checked yet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

from jshost.engine.frames import Outcome
from jshost.frozen import Frozen

Kind = Literal["eval", "settle", "event", "callback", "timer", "app", "require", "test"]
Isolation = Literal["process", "strict", "none"]
ISOLATIONS: tuple[Isolation, ...] = ("process", "strict", "none")

HostCall = Callable[[str, str], str]
"""Takes what was posted, and answers the synchronous call that follows it, if one does."""


class Limits(Frozen):
    """What one guest may use: CPU and wall seconds of one turn, bytes of memory, bytes of stack,
    messages to the host in one turn; turns in one run.
    """

    cpu: float = 5.0
    wall: float = 10.0
    memory: int = 256 * 1024 * 1024
    stack: int = 1024 * 1024
    messages: int = 200_000
    turns: int = 1_000_000


class Place(Frozen):
    """A place in a file that the engine has not seen: line and column from 1, and its source."""

    path: str
    source: str
    line: int
    column: int


class Module(Frozen):
    """A file as a guest's `require` gets it.

    `text` is what the engine evaluates: a function expression whose second line is the file's
    first, and whose last line is not the file's. That of kind `test` is called with an object that
    holds names for the file as its fourth argument, and returns the function itself. Of kind `json`
    it is JSON; of kind `error` the file cannot be had, `path` is the name of the error's class,
    `text` its message, and `place` where in the file it is, if it is the file that is wrong.
    """

    path: str
    kind: Literal["commonjs", "esm", "test", "json", "error"]
    text: str
    place: Place | None = None


class Guest(Frozen):
    """How a guest is booted: the surface of its global `name`, whether time is virtual, the seed of
    its random then, and when the run began, in epoch milliseconds. With `sites` each call says
    where it is made, which takes the guest 6 µs. The chunks to `preload` are compiled before it
    begins, once for all guests that are forked.
    """

    surface: str
    virtual: bool
    seed: int = 1
    origin: float = 0.0
    name: str = "wx"
    sites: bool = False
    preload: tuple[str, ...] = ()

    def config(self) -> str:
        """Return what the guest half reads when it boots, the same for many guests: a line of JSON,
        and the lines of the surface, which it does not read before they are wanted.
        """
        chunks = ",".join(f'"{name}"' for name in self.preload)
        flags = f'"virtual":{_json(self.virtual)},"preload":[{chunks}]'
        return f'{{"name":"{self.name}",{flags}}}\n{self.surface}'

    def settings(self, *, eager: bool) -> str:
        """Return what the guest half is told before it runs anything: this guest's own.

        `eager`: console output, calls and errors are sent at once, not at the end of a turn.
        """
        flags = f'"eager":{_json(eager)},"sites":{_json(self.sites)}'
        return f'{{"seed":{self.seed},"origin":{self.origin},{flags}}}'


def _json(flag: bool) -> str:
    return "true" if flag else "false"


class Receiver(Protocol):
    """The host's side: takes what the guest posts, and answers its synchronous calls."""

    def receive(self, messages: list[list[Any]], size: int) -> None:
        """Take messages, in order; `size` is that of their text. Raises ProtocolError for what a
        guest half never sends.
        """
        ...

    def answer(self, request: Any, size: int) -> str:
        """Return the answer to a synchronous call, as JSON text. Raises ProtocolError."""
        ...

    def module(self, origin: str, specifier: str, line: int) -> Module:
        """Return the file that a file requires, by the path of the one and what the other is asked
        for as; `line` is where, if that is known.
        """
        ...


class Runtime(Protocol):
    """Where a guest runs: in this process, or in one of its own."""

    @property
    def tracks_rejections(self) -> bool: ...

    @property
    def protections(self) -> dict[str, str] | None: ...

    def enter(self, kind: str, payload: str, now: float) -> Outcome:
        """Run one turn of the guest."""
        ...

    def check(self, script: str) -> str:
        """Return what the engine says to a script whose syntax is in question: an error's text and
        stack, "" for none. Not in the middle of a turn.
        """
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


class Engine(Protocol):
    """One guest and the engine that runs it.

    `protections` names each protection of its process, with what is missing where it is ("" where
    it is active); None for a guest in this process.
    """

    tracks_rejections: bool
    protections: dict[str, str] | None

    def load(self, name: str, source: str, now: float, line: int = 1) -> bool:
        """Evaluate a file, or what stands from a line of it on, as the body of a function of
        `require`, `module` and `exports`; return whether it got to its end. Raises as `turn` does.
        """
        ...

    def turn(self, kind: Kind, payload: str, now: float) -> None:
        """Run one macrotask and the microtasks that follow it; `now` is the guest's time in epoch
        milliseconds. Raises LimitError, EngineError, and what the receiver raises; the guest is
        gone then.
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

    def call_site(self, stack: str, name: str) -> tuple[str, int] | None:
        """Return file and line of the guest's call of a function, from a stack taken in it."""
        ...

    def close(self) -> None:
        """Give everything back. A closed engine is not entered again."""
        ...
