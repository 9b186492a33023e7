"""One guest as its host sees it: its files' positions, the chunks that it wants, what it posts, and
what became of each turn. The same wherever the guest runs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from jshost import _polyfills, wire
from jshost.engine.columns import explain
from jshost.engine.frames import MAX_BODY, Outcome
from jshost.engine.port import (
    Guest,
    HostCall,
    Isolation,
    Kind,
    Limits,
    Place,
    Receiver,
    Runtime,
)
from jshost.engine.positions import Positions
from jshost.errors import (
    CpuLimit,
    EngineError,
    JsHostError,
    MemoryLimit,
    ProtocolError,
    WallLimit,
    message_limit,
)
from jshost.frozen import Frozen

_SYNTAX = "SyntaxError: "
_NO_ROOM = "[uninitialized]"
"""What quickjs-ng gives for a text that there was no room for."""
# What an error says that had no room left to say anything.
_SPEECHLESS = ("null", _NO_ROOM, "a thrown value that cannot be shown")
Start = Callable[[Guest, Limits, HostCall], Runtime]


def open_engine(guest: Guest, limits: Limits, receiver: Receiver, isolation: Isolation) -> Session:
    """Start a guest: in a worker process, or in this one where `isolation` is none.

    Raises EngineError where no worker can be started, or `strict` isolation is not to be had.
    """
    if isolation == "none":
        from jshost.engine.local import LocalRuntime

        return Session(guest, limits, receiver, LocalRuntime)
    from jshost.engine.worker import Worker

    session = Session(guest, limits, receiver, Worker)
    missing = [f"{name} ({why})" for name, why in (session.protections or {}).items() if why]
    if isolation == "strict" and missing:
        session.close()
        raise EngineError(f"isolation strict is not to be had here: {', '.join(missing)}")
    return session


class _File(Frozen):
    """A file of the guest's: the lines of its wrapper before and after it, its source as the engine
    has it, and the line at which that begins.
    """

    wrapper: tuple[str, str]
    source: str
    first: int


class Session:
    """An engine (port.Engine) on top of any runtime."""

    def __init__(self, guest: Guest, limits: Limits, receiver: Receiver, start: Start) -> None:
        self._limits = limits
        self._receiver = receiver
        self._polyfills = _polyfills.load()
        self._positions = Positions()
        self._wanted: set[str] = set()
        self._files: dict[str, _File] = {}
        self._failed_to_load = False
        self._count = 0
        self._size = 0
        self._held_size = 0
        self._host_seconds = 0.0
        self._held: list[list[Any]] | None = None
        self._stopped_in: list[Any] = []
        self._runtime = start(guest, limits, self._host_call)
        self.tracks_rejections = self._runtime.tracks_rejections
        self.protections = self._runtime.protections

    def load(self, name: str, source: str, now: float, line: int = 1) -> bool:
        self._load_chunks(self._chunks_of(source), now)
        # A script is nobody's module: no path names it.
        wrapped = f"(function (require, module, exports) {{\n{source}\n}})"
        text = self._placed(name, "", wrapped, line)
        self._failed_to_load = False
        self._run("load", text, now)
        return not self._failed_to_load

    def turn(self, kind: Kind, payload: str, now: float) -> None:
        if kind == "eval":
            self._load_chunks(self._chunks_of(payload), now)
        self._run(kind, payload, now)

    def locate(self, text: str) -> str:
        return self._positions.locate(text)

    def position(self, stack: str, line: int = 0) -> tuple[str, int, int] | None:
        return self._positions.innermost(stack) or self._positions.of_function(line)

    def call_site(self, stack: str, name: str) -> tuple[str, int] | None:
        return self._positions.call(stack, name)

    def close(self) -> None:
        self._runtime.close()

    # -- one turn --

    def _run(self, kind: str, payload: str, now: float) -> None:
        self._count = self._size = 0
        self._held = None
        self._stopped_in = []
        self._host_seconds = 0.0
        began = monotonic()
        outcome = self._runtime.enter(kind, payload, now)
        wall = monotonic() - began - self._host_seconds
        if outcome.raised is not None:
            with suppress(JsHostError):
                self._take(outcome.posted)
            raise outcome.raised
        if outcome.posted:
            self._take(outcome.posted)
        fine = outcome.stack is None and self._held is None and not outcome.death
        if fine and not outcome.spent and wall < self._limits.wall:
            return
        held: list[list[Any]] = self._held or []
        failure = self._failure(outcome, held, wall)
        if failure is None:
            self._explain(held)
            self._receiver.receive(held, self._held_size)
            return
        self._receiver.receive([m for m in held if not _is_of_limit(m)], self._held_size)
        raise failure

    def _chunks_of(self, source: str) -> list[str]:
        """Return the chunks whose words a source contains, and that were not wanted before."""
        wanted = {self._polyfills.words[word] for word in self._polyfills.trigger.findall(source)}
        new = sorted(wanted - self._wanted)
        self._wanted |= wanted
        return new

    def _load_chunks(self, names: list[str], now: float) -> None:
        for name in names:
            self._run("chunk", name, now)

    def _placed(self, name: str, path: str, text: str, line: int = 1) -> str:
        """Return a wrapped file (port.Module) at lines of its own."""
        head, _, rest = text.partition("\n")
        source, _, tail = rest.rpartition("\n")
        first = self._positions.place(name, source, line)
        self._files[path] = _File((head, tail), source, first)
        return "\n" * (first - 2) + text

    def _engine_place(self, place: Place | None, origin: str, line: int) -> str:
        """Return where an error is, as the engine would write it: in a file that it never sees, or
        at a line of the file that asks for it; "" where the engine knows best.
        """
        if place is not None:
            first = self._positions.place(place.path, place.source)
            return f"{first + place.line - 1}:{place.column}"
        file = self._files.get(origin)
        return f"{file.first + line - 1}" if file and line else ""

    def _module(self, origin: str, specifier: str, line: int) -> str:
        """Answer the guest half's request for a file, as polyfills/50_modules.js reads it: a letter
        for the kind and a path; chunks to be loaded before, each followed by a space; the text.
        """
        module = self._receiver.module(origin, specifier, line)
        if module.kind == "error":
            place = self._engine_place(module.place, origin, line)
            return f"!\n\n{wire.dumps([module.path, module.text, place])}"
        if module.path in self._files:
            return f"={module.path}\n\n"
        if module.kind == "json":
            self._files[module.path] = _File(("", ""), "", 0)
            return f"j{module.path}\n\n{module.text}"
        text = self._placed(module.path, module.path, module.text)
        # Not of the wrapper, which has words of its own.
        wanted = self._chunks_of(self._files[module.path].source)
        chunks = "".join(f"{name} " for name in wanted)
        return f"{module.kind[0]}{module.path}\n{chunks}\n{text}"

    # -- what the guest sends --

    def _host_call(self, posted: str, request: str) -> str:
        began = monotonic()
        try:
            if posted:
                self._take(posted)
            if not request:
                return ""
            asked = _parsed(request)
            if _is_for_module(asked):
                return self._module(*asked[1:])
            return self._receiver.answer(asked, len(request))
        finally:
            self._host_seconds += monotonic() - began

    def _take(self, posted: str) -> None:
        """Hand on what was posted, except that from an engine's own error on all waits for the end
        of the turn: it may be a limit's, and not the guest's.
        """
        if posted == _NO_ROOM:
            raise MemoryLimit(f"memory limit of {self._limits.memory / (1 << 20):g} MB reached")
        self._size += len(posted)
        if self._size > MAX_BODY:
            raise message_limit(f"more than {MAX_BODY >> 20} MB sent to the host in one turn")
        messages = _parsed(posted)
        if type(messages) is not list:
            raise ProtocolError(f"messages should be an array, not {posted[:40]!r}")
        self._count += len(messages) or 1  # an empty one keeps the host busy too
        if self._count > self._limits.messages:
            raise message_limit(
                f"more than {self._limits.messages:,} calls, timers and console lines in one turn"
            )
        if messages and type(messages[-1]) is list and messages[-1][:1] == ["at"]:
            self._stopped_in = messages.pop()
        if '["error",' in posted:
            self._look_at_errors(messages)
        if self._held is None:
            self._receiver.receive(messages, len(posted))
        else:
            self._held += messages
            self._held_size += len(posted)

    def _look_at_errors(self, messages: list[list[Any]]) -> None:
        """Hold back all messages from the first error that may be a limit's, or is of the syntax:
        what there is to say about it is found out when the turn is over.
        """
        first_held = None
        for index, message in enumerate(messages):
            if not _is_error(message):
                continue
            self._failed_to_load = self._failed_to_load or message[1] in ("load", "compile")
            waits = _is_of_limit(message) or message[1] == "compile"
            if first_held is None and waits:
                first_held = index
        if first_held is not None and self._held is None:
            self._receiver.receive(messages[:first_held], 0)
            del messages[:first_held]
            self._held, self._held_size = [], 0

    def _explain(self, messages: list[list[Any]]) -> None:
        """Find out where exactly syntax errors are."""
        for message in messages:
            if _is_error(message) and message[1] == "compile" and message[3].startswith(_SYNTAX):
                file = self._files.get(message[2].partition("\n")[0])
                if file is not None:
                    message[3], message[4] = explain(
                        message[3],
                        message[4],
                        file.wrapper,
                        file.source,
                        file.first,
                        self._runtime.check,
                    )

    # -- what became of it --

    def _failure(self, outcome: Outcome, held: list[list[Any]], wall: float) -> JsHostError | None:
        """Say which limit a turn ran into, if any; never by a message: guests write those."""
        limits = self._limits
        where = self._where(outcome.stack, held)
        if outcome.spent or outcome.death == "cpu":
            return CpuLimit(f"CPU limit of {limits.cpu:g} s for one turn reached{where}")
        if wall >= limits.wall or outcome.death == "wall":
            return WallLimit(f"wall limit of {limits.wall:g} s for one turn reached{where}")
        suspect = outcome.stack is not None or any(
            message[3] in _SPEECHLESS
            or (_is_engine_error(message) and message[5] == "out of memory")
            for message in held
            if _is_error(message)
        )
        if (suspect and outcome.full) or outcome.death == "memory":
            return MemoryLimit(f"memory limit of {limits.memory / (1 << 20):g} MB reached{where}")
        if outcome.death:
            return EngineError(f"the engine crashed ({outcome.death}) and its guest is gone")
        if outcome.stack is not None:
            return EngineError(f"the engine failed and its guest is gone{where}")
        return None

    def _where(self, stack: str | None, messages: list[list[Any]]) -> str:
        for text in [stack or ""] + [m[4] for m in messages if _is_engine_error(m)]:
            place = self._positions.innermost(text)
            if place is not None:
                return f" at {place[0]}:{place[1]}"
        match self._stopped_in:
            case ["at", int(line)] if line > 0:
                place = self._positions.of_function(line)
                if place is not None and place[1]:
                    return f" at {place[0]}:{place[1]}"
        return ""


def _parsed(text: str) -> Any:
    try:
        return wire.loads(text)
    except wire.TooLarge as error:
        raise message_limit(str(error)) from None
    except ValueError as error:
        raise ProtocolError(f"{error}") from None


def _is_for_module(request: Any) -> bool:
    """Whether a request asks for a file: by its own form, and in the terms of the guest half."""
    return (
        type(request) is list
        and tuple(map(type, request)) == (str, str, str, int)
        and request[0] == "module"
        and 0 <= request[3] < 1 << 24
    )


def _is_error(message: Any) -> bool:
    """Whether a message is a report of an error, of the form that the guest half gives it."""
    return (
        type(message) is list
        and len(message) == 8
        and message[0] == "error"
        and all(type(part) is str for part in message[1:6])
    )


def _is_of_limit(message: Any) -> bool:
    """Whether a message reports what a limit looks like from inside."""
    return _is_engine_error(message) or (_is_error(message) and message[3] in _SPEECHLESS)


def _is_engine_error(message: Any) -> bool:
    """Whether a message reports an error that the engine itself threw (the guest half tells it by
    its prototype).
    """
    return _is_error(message) and message[7] == 1
