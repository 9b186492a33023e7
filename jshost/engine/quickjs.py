"""QuickJS by way of the `quickjs` (or `quickjs-ng`) binding: one guest, entered with text and left
with text.

It runs in this process for code that is trusted, and in a worker for all other code; there it is
started often, so this imports nothing heavy.

How a turn keeps to its CPU limit although it may call the host: the binding refuses host calls
while a limit is set, but looks only at the flag. So the limit is set, the guest is entered, and the
first thing that the guest half does is to drop the last reference to a `_Fuse`, whose finalizer
clears the flag; the interrupt handler stays armed. It stays so while the microtasks run, so that
one budget covers the whole turn.
"""

from __future__ import annotations

from time import monotonic, process_time

import _quickjs

from jshost.engine import _capi
from jshost.engine.frames import Outcome
from jshost.errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Host calls pause the guest's CPU time. Re-arming costs a few microseconds, so small ones are only
# added up.
_REARM_AFTER = 0.001
_FLUSH_SECONDS = 1.0
# Share of the memory limit in use from which a failure counts as one of memory.
_FULL = 0.75
# By then the guest may have been unwound; this process having grown by that share tells as well.
_GROWN = 0.25
# What errors look like when there was no memory left: with this message, just null, or with no
# room to say anything.
_MEMORY_SIGNS = (
    '"out of memory"',
    '"null"',
    '"[uninitialized]"',  # quickjs-ng, when there is no room for the error itself
    '"a thrown value that cannot be shown"',
)
_STOPPED = '[2,"the host has stopped"]'


class _Fuse:
    """Clears the limit flag of its interpreter's context when the guest half lets go of it."""

    __slots__ = ("interpreter",)

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter

    def __call__(self) -> None:
        """Do nothing: only callables may be handed to the guest."""

    def __del__(self) -> None:
        self.interpreter._context.set_time_limit(-1)
        self.interpreter._fused = True


class Interpreter:
    """One guest in a QuickJS context of this process. It belongs to the thread that made it.

    Booted with the guest half (`boot`, `chunks` by name) and its configuration; it takes its
    limits and its host with `begin`, before the first turn: a fork may come in between.
    `tracks_rejections` is whether rejections that nobody handles are noticed.
    """

    def __init__(self, boot: str, chunks: dict[str, str], config: str) -> None:
        self._chunks = chunks
        self._began = 0.0
        self._host_cpu = 0.0
        self._armed_host_cpu = 0.0
        self._fused = False
        self._rejected = False
        self._signs: set[str] = set()
        self._posted = ""
        self._abort: BaseException | None = None
        context = self._context = _quickjs.Context()
        context.add_callable("__raw", self._raw)
        context.set("__config", config)
        _capi.run_script(context, boot)
        self._enter = context.get("__enter")
        self._enter("preload", "", 0.0)
        self._tracker = _capi.track_rejections(context, b"__onRejection", self._notice_rejection)
        self.tracks_rejections = self._tracker is not None

    def preload(self, chunk: str) -> None:
        """Compile a chunk before the guest begins: forks of this process then have it."""
        self._enter("chunk", chunk, 0.0)

    def begin(
        self,
        limits: tuple[float, int, int],
        settings: str,
        host_call: Callable[[str, str], str],
        *,
        peak: Callable[[], int] | None = None,
        host_clock: Callable[[], float] = lambda: 0.0,
        alarm: Callable[[float], object] = lambda seconds: None,
    ) -> None:
        """Take limits (CPU seconds, bytes of memory, bytes of stack) and the host.

        `host_call(posted, request)` answers a synchronous call; with no request it only takes what
        was posted. `peak()` is the most memory this process has held, where that is the guest's
        alone; `host_clock()` the CPU seconds that host calls use up in this process, where they do;
        `alarm(seconds)` is told how much CPU time the guest is given whenever it is given any.
        """
        self._cpu, self._memory, stack = limits
        self._shortest = self._cpu - 2 * _REARM_AFTER
        self._host_call = host_call
        self._peak = peak
        self._host_clock = host_clock
        self._alarm = alarm
        self._context.set_memory_limit(self._memory)
        self._context.set_max_stack_size(stack)
        self._enter("seal", settings, 0.0)
        self._peak_at_start = peak() if peak else 0

    def close(self) -> None:
        """Give the context back."""
        for name in ("_enter", "_tracker", "_context"):
            self.__dict__.pop(name, None)

    def enter(self, kind: str, payload: str, now: float) -> Outcome:
        """Run one turn and its microtasks. Raises EngineError where the limit cannot be armed."""
        stack = None
        self._posted = ""
        wall = monotonic()
        self._began = process_time()
        self._host_cpu = self._armed_host_cpu = 0.0
        self._rejected = False
        self._signs.clear()
        self._abort = None
        try:
            self._arm(self._cpu)
            self._posted = self._enter(kind, payload, now)
            if not self._fused:
                raise EngineError("the CPU limit could not be armed; nothing more was run")
            if self._drain(wall) or self._rejected:
                self._flush("salvage" if self._is_over(wall) else "flush", now)
        except (_quickjs.JSException, _quickjs.StackOverflow) as error:
            # The guest half lets no guest error out: this is the limit, no memory or no stack left.
            stack = str(error).partition("\n")[2]
        except KeyboardInterrupt as interrupt:
            self._abort = interrupt
        spent = self._is_over(wall)
        if stack is not None or self._abort is not None:
            self._salvage(now)
        self._look_for_signs(self._posted)
        full = bool(stack is not None or self._signs) and self._is_full()
        return Outcome(self._posted, stack, spent=spent, full=full, raised=self._abort)

    def check(self, script: str) -> str:
        """Return what the engine says to a script, in a context of its own: an error's text and
        stack. For scripts that run nothing.
        """
        self._alarm(self._cpu)
        context = _quickjs.Context()
        context.set_memory_limit(self._memory)
        try:
            context.eval(script)
        except (_quickjs.JSException, _quickjs.StackOverflow) as error:
            return str(error)
        return ""

    def _drain(self, began: float) -> bool:
        """Run microtasks until none is left or the budget is spent; return whether there were
        any.
        """
        execute = self._context.execute_pending_job
        any_run = False
        while execute():
            any_run = True
            # An interrupt only shows as a rejection, and the guest would go on with the next job.
            if self._abort is not None or self._is_over(began):
                break
        return any_run

    def _flush(self, kind: str, now: float) -> None:
        """Take what was posted since the turn's own part."""
        more = self._enter(kind, "", now)  # which may take what is there along
        self._posted = _joined(self._posted, more)

    def _salvage(self, now: float) -> None:
        """Take what the guest had posted before it was stopped, console output above all, and where
        it was.
        """
        try:
            self._arm(_FLUSH_SECONDS)
            self._flush("salvage", now)
        except (_quickjs.JSException, _quickjs.StackOverflow):
            return

    def _notice_rejection(self) -> None:
        self._rejected = True

    # -- limits --

    def _arm(self, seconds: float) -> None:
        self._fused = False
        self._alarm(seconds)
        self._context.set_time_limit(seconds)
        self._context.add_callable("__fuse", _Fuse(self))

    def _guest_cpu(self) -> float:
        """Return the CPU seconds that the guest has used in this turn."""
        return process_time() - self._began - self._host_cpu

    def _is_over(self, began: float) -> bool:
        """Whether the CPU budget of a turn that `began` then is used up; host calls may make the
        interrupt come a bit early. One thread uses no more CPU time than there was time: mostly
        that is all there is to look at.
        """
        return monotonic() - began >= self._shortest and self._guest_cpu() >= self._shortest

    def _rearm(self, seconds: float) -> None:
        """Start the budget anew with what is left of it, so that the host's own CPU time is not
        counted.
        """
        self._arm(max(0.0, seconds))
        self._enter("arm", "", 0.0)

    def _is_full(self) -> bool:
        """Whether memory is used up; finding out takes long, so only where something went wrong."""
        if self._peak is None:
            # Nothing tells what the guest had held. It could forge this message, if it tried hard.
            grown = _MEMORY_SIGNS[0] in self._signs
        else:
            grown = self._peak() - self._peak_at_start > _GROWN * self._memory
        return grown or bool(self._context.memory()["malloc_size"] > _FULL * self._memory)

    def _look_for_signs(self, posted: str) -> None:
        self._signs.update(sign for sign in _MEMORY_SIGNS if sign in posted)

    # -- what the guest half asks --

    def _raw(self, posted: str, request: str) -> str:
        """Answer the guest half. Never raises: what goes wrong is kept, and ends the turn."""
        if request.startswith("chunk "):
            return self._chunks[request[6:]]
        if self._abort is not None:
            return _STOPPED
        began = self._host_clock()
        # A microtask's call comes after all that the turn has posted before.
        posted, self._posted = _joined(self._posted, posted), ""
        self._look_for_signs(posted)
        try:
            return self._host_call(posted, request)
        except BaseException as error:
            self._abort = error
            self._rearm(0.0)
            return _STOPPED
        finally:
            self._host_cpu += self._host_clock() - began
            if self._host_cpu - self._armed_host_cpu > _REARM_AFTER and self._abort is None:
                self._armed_host_cpu = self._host_cpu
                self._rearm(self._cpu - self._guest_cpu())


def _joined(before: str, after: str) -> str:
    """Return two JSON arrays as one; an empty one is no text at all."""
    return f"{before[:-1]},{after[1:]}" if before and after else before or after
