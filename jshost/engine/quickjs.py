"""The in-process engine: QuickJS by way of the `quickjs` (or `quickjs-ng`) binding. For code that
is trusted.

How a turn keeps to its CPU limit although it may call the host: the binding refuses host calls
while a limit is set, but looks only at the flag. So the limit is set, the guest is entered, and the
first thing that the guest half does is to drop the last reference to a `_Fuse`, whose finalizer
clears the flag; the interrupt handler stays armed. It stays so while the microtasks run, so that
one budget covers the whole turn.
"""

from __future__ import annotations

import os
from time import monotonic, process_time
from typing import Any

import _quickjs

from jshost import _polyfills, wire
from jshost.engine import _capi
from jshost.engine.columns import explain
from jshost.engine.port import Guest, HostCall, Kind, Limits, Turn
from jshost.engine.positions import Positions
from jshost.errors import CpuLimit, EngineError, JsHostError, MemoryLimit, WallLimit

# Host calls pause the guest's CPU time. Re-arming costs a few microseconds, so small ones are only
# added up.
_REARM_AFTER = 0.001
_FLUSH_SECONDS = 1.0
_JOBS_BETWEEN_CHECKS = 64
# Share of the memory limit in use from which a failure counts as one of memory.
_FULL = 0.75
# By then the guest may have been unwound; this process having grown by that share tells as well.
_GROWN = 0.25
_STOPPED = '[2,"the host has stopped"]'


class _Fuse:
    """Clears the limit flag of its engine's context when the guest half lets go of it."""

    __slots__ = ("engine",)

    def __init__(self, engine: QuickJSEngine) -> None:
        self.engine = engine

    def __call__(self) -> None:
        """Do nothing: only callables may be handed to the guest."""

    def __del__(self) -> None:
        self.engine._context.set_time_limit(-1)
        self.engine._fused = True


class QuickJSEngine:
    """One guest in a QuickJS context of this process. It belongs to the thread that made it."""

    def __init__(self, guest: Guest, limits: Limits, host_call: HostCall) -> None:
        self._limits = limits
        self._host_call = host_call
        self._polyfills = _polyfills.load()
        self._shortest = min(limits.cpu - 2 * _REARM_AFTER, limits.wall)
        self._wanted: set[str] = set()
        self._positions = Positions()
        self._began = 0.0
        self._host_cpu = 0.0
        self._armed_host_cpu = 0.0
        self._fused = False
        self._rejected = False
        self._abort: BaseException | None = None
        context = self._context = _quickjs.Context()
        context.set_memory_limit(limits.memory)
        context.set_max_stack_size(limits.stack)
        context.add_callable("__raw", self._raw)
        context.set("__config", guest.to_json())
        _capi.run_script(context, self._polyfills.boot)
        self._enter = context.get("__enter")
        self._tracker = _capi.track_rejections(context, b"__onRejection", self._notice_rejection)
        self._enter("seal", "", 0.0)
        self._peak_at_boot = _peak_memory()
        self.tracks_rejections = self._tracker is not None

    def load(self, name: str, source: str, now: float) -> Turn:
        first = self._positions.place(name, source)
        before = self._want_chunks(source, now)
        padding = "\n" * (first - 2)
        body = f"{padding}(function (require, module, exports) {{\n{source}\n}})"
        turn = self._run("load", body, now)
        for message in turn.messages:
            if message[0] == "error" and message[1] == "compile":
                message[3], message[4] = explain(message[3], message[4], source, first)
        return Turn(before + turn.messages, turn.failure)

    def turn(self, kind: Kind, payload: str, now: float) -> Turn:
        before = self._want_chunks(payload, now) if kind == "eval" else []
        turn = self._run(kind, payload, now)
        return Turn(before + turn.messages, turn.failure) if before else turn

    def locate(self, text: str) -> str:
        return self._positions.locate(text)

    def position(self, stack: str, line: int = 0) -> tuple[str, int, int] | None:
        return self._positions.innermost(stack) or self._positions.of_function(line)

    def close(self) -> None:
        for name in ("_enter", "_tracker", "_context"):
            self.__dict__.pop(name, None)

    # -- one turn --

    def _run(self, kind: str, payload: str, now: float) -> Turn:
        messages: list[list[Any]] = []
        stack: str | None = None
        wall = monotonic()
        self._began = process_time()
        self._host_cpu = self._armed_host_cpu = 0.0
        self._rejected = False
        try:
            self._arm(self._limits.cpu)
            posted = self._enter(kind, payload, now)
            if not self._fused:
                raise EngineError("the CPU limit could not be armed; nothing more was run")
            if posted:
                messages = wire.loads(posted)
            if self._drain() or self._rejected:
                self._flush(messages, now)
        except (_quickjs.JSException, _quickjs.StackOverflow) as error:
            # The guest half lets no guest error out: this is the limit, no memory or no stack left.
            stack = str(error).partition("\n")[2]
        except KeyboardInterrupt as interrupt:
            self._abort = interrupt
        if self._abort is not None:
            abort, self._abort = self._abort, None
            self._salvage(messages, now)
            return Turn(messages, abort)
        # One thread uses no more CPU time than there was time: most turns need no closer look.
        elapsed = monotonic() - wall
        if stack is None and elapsed < self._shortest and not _tells_of_errors(messages):
            return Turn(messages)
        return self._judge(messages, stack, elapsed, now)

    def _judge(self, messages: list[list[Any]], stack: str | None, wall: float, now: float) -> Turn:
        """Return the turn, with the limit that it ran into."""
        failure = self._failure(stack, messages, wall)
        if failure is None:
            return Turn(messages)
        if stack is not None:
            self._salvage(messages, now)
        return Turn([m for m in messages if not _is_engine_error(m)], failure)

    def _drain(self) -> bool:
        """Run microtasks until none is left or the budget is spent; return whether there were
        any.
        """
        jobs = 0
        execute = self._context.execute_pending_job
        while execute():
            jobs += 1
            if jobs % _JOBS_BETWEEN_CHECKS == 0 and (self._abort is not None or self._is_spent()):
                break
        return jobs > 0

    def _flush(self, messages: list[list[Any]], now: float) -> None:
        posted = self._enter("flush", "", now)
        if posted:
            messages += wire.loads(posted)

    def _salvage(self, messages: list[list[Any]], now: float) -> None:
        """Fetch what the guest had posted before it was stopped, console output above all."""
        try:
            self._arm(_FLUSH_SECONDS)
            self._flush(messages, now)
        except (_quickjs.JSException, _quickjs.StackOverflow):
            return

    def _notice_rejection(self) -> None:
        self._rejected = True

    def _want_chunks(self, source: str, now: float) -> list[list[Any]]:
        """Load the chunks whose words the source contains."""
        messages: list[list[Any]] = []
        wanted = {self._polyfills.words[word] for word in self._polyfills.trigger.findall(source)}
        for name in sorted(wanted - self._wanted):
            messages += self._run("chunk", name, now).messages
        self._wanted |= wanted
        return messages

    # -- limits --

    def _arm(self, seconds: float) -> None:
        self._fused = False
        self._context.set_time_limit(seconds)
        self._context.add_callable("__fuse", _Fuse(self))

    def _guest_cpu(self) -> float:
        """Return the CPU seconds that the guest has used in this turn."""
        return process_time() - self._began - self._host_cpu

    def _is_spent(self) -> bool:
        """Whether the CPU budget is used up: host calls may make the interrupt come a bit early."""
        return self._guest_cpu() >= self._limits.cpu - 2 * _REARM_AFTER

    def _rearm(self, seconds: float) -> None:
        """Start the budget anew with what is left of it, so that the host's own CPU time is not
        counted.
        """
        self._arm(max(0.0, seconds))
        self._enter("arm", "", 0.0)

    def _failure(
        self, stack: str | None, messages: list[list[Any]], wall: float
    ) -> JsHostError | None:
        """Say which limit the turn ran into, if any. Never judged by a message: guests write
        those.
        """
        if self._is_spent():
            where = self._where(stack, messages)
            return CpuLimit(f"CPU limit of {self._limits.cpu:g} s for one turn reached{where}")
        if wall >= self._limits.wall:
            where = self._where(stack, messages)
            return WallLimit(f"wall limit of {self._limits.wall:g} s for one turn reached{where}")
        if self._is_out_of_memory(stack, messages):
            where = self._where(stack, messages)
            megabytes = self._limits.memory / (1 << 20)
            return MemoryLimit(f"memory limit of {megabytes:g} MB reached{where}")
        if stack is not None:
            where = self._where(stack, messages)
            return EngineError(f"the engine failed and its guest is gone{where}")
        return None

    def _is_out_of_memory(self, stack: str | None, messages: list[list[Any]]) -> bool:
        suspect = stack is not None
        for message in messages:
            if _is_engine_error(message) and message[5] == "out of memory":
                return True
            # Out of memory for the error itself: QuickJS then throws null.
            suspect = suspect or (message[0] == "error" and message[3] == "null")
        if not suspect:
            return False
        full = _FULL * self._limits.memory
        return (
            self._context.memory()["malloc_size"] > full
            or _peak_memory() - self._peak_at_boot > _GROWN * self._limits.memory
        )

    def _where(self, stack: str | None, messages: list[list[Any]]) -> str:
        stacks = [stack or ""] + [m[4] for m in messages if _is_engine_error(m)]
        for text in stacks:
            place = self._positions.innermost(text)
            if place is not None:
                return f" at {place[0]}:{place[1]}"
        return ""

    # -- the host's side of a synchronous call --

    def _raw(self, posted: str, call: str) -> str:
        """Answer the guest half. Never raises: what goes wrong is kept, and ends the turn."""
        if call.startswith("chunk "):
            return self._polyfills.chunks[call[6:]]
        if self._abort is not None:
            return _STOPPED
        began = process_time()
        try:
            messages = wire.loads(posted) if posted else []
            return self._host_call(messages, wire.loads(call))
        except BaseException as error:
            self._abort = error
            self._rearm(0.0)
            return _STOPPED
        finally:
            self._host_cpu += process_time() - began
            if self._host_cpu - self._armed_host_cpu > _REARM_AFTER and self._abort is None:
                self._armed_host_cpu = self._host_cpu
                self._rearm(self._limits.cpu - self._guest_cpu())


def _tells_of_errors(messages: list[list[Any]]) -> bool:
    return bool(messages) and any(message[0] == "error" for message in messages)


def _is_engine_error(message: list[Any]) -> bool:
    """Whether a message reports an error that the engine itself threw (the guest half tells it by
    its prototype).
    """
    return bool(message[0] == "error" and message[7])


def _peak_memory() -> int:
    """Return the most bytes this process has held so far, 0 where the system does not say.

    Not `ru_maxrss`: on Linux a process inherits that from the one that started it.
    """
    try:
        status = os.open("/proc/self/status", os.O_RDONLY)
    except OSError:
        return 0
    try:
        _, _, tail = os.read(status, 4096).partition(b"VmHWM:")
    finally:
        os.close(status)
    return int(tail.split(None, 1)[0]) * 1024 if tail else 0
