"""The one queue of macrotasks: by due time, then by arrival; and what is in flight outside of the
run, whose results arrive in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

from jshost.clock import Clock

if TYPE_CHECKING:
    from queue import SimpleQueue

Task = Callable[[], Any]

Entry = list[Any]
"""A place in the queue, as a list so that the heap compares in C: due, number, task, background.

The task is None once it has run or was cancelled.
"""

_TASK = 2
_BACKGROUND = 3

# Delays end here: guests can ask for any number.
_FOREVER = 1e15

# What is added to the numbers of tasks that come last.
_AFTER_ALL = 1 << 62

# Cancelled tasks stay in the heap until they come up; when most of it is cancelled, it is rebuilt.
_REBUILD_FROM = 1024


class Flight:
    """Something that goes on outside of the run, on another thread: a run waits for it, unless it
    is a `background` one. `arrive` may be called on any thread, `land` in the run alone.
    """

    def __init__(self, scheduler: Scheduler, arrivals: SimpleQueue[Arrival], background: bool):
        self._scheduler: Scheduler | None = scheduler
        self._arrivals = arrivals
        self.background = background

    def arrive(self, task: Task) -> None:
        """Have the run take in a task, which is due at once. After the end of the run it is
        forgotten.
        """
        self._arrivals.put((task, self.background))

    def land(self) -> None:
        """Be in flight no more."""
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.landed(self, self._arrivals)


Arrival = tuple[Task, bool]
"""A task, and whether it is a background one."""


class Scheduler:
    """Macrotasks and when they are due. It never runs one inside another."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Forget all tasks, and everything in flight."""
        self._heap: list[Entry] = []
        self._last = 0
        self._waiting = 0
        self._cancelled = 0
        self.in_flight = 0
        """How many flights there are."""
        self._arrivals: SimpleQueue[Arrival] | None = None
        self._stood = (-1.0, 0.0)

    def post(
        self, task: Task, delay: float = 0.0, *, background: bool = False, last: bool = False
    ) -> Entry:
        """Run `task` in `delay` milliseconds, after everything due before; return what cancels it.

        A background task is something the phone does by itself: a run does not wait for it. The
        `last` tasks come after all others that are due when they are.
        """
        self._last += 1
        if not 0.0 <= delay < _FOREVER:
            delay = 0.0 if delay != delay or delay < 0.0 else _FOREVER
        number = self._last + _AFTER_ALL if last else self._last
        entry = [self._clock.now() + delay, number, task, background]
        if not background:
            self._waiting += 1
        heappush(self._heap, entry)
        return entry

    def cancel(self, entry: Entry) -> None:
        """Forget a task, if it has not run yet."""
        if entry[_TASK] is None:
            return
        entry[_TASK] = None
        if not entry[_BACKGROUND]:
            self._waiting -= 1
        self._cancelled += 1
        if self._cancelled > _REBUILD_FROM and self._cancelled * 2 > len(self._heap):
            self._heap = [kept for kept in self._heap if kept[_TASK] is not None]
            self._cancelled = 0
            heapify(self._heap)

    @property
    def idle(self) -> bool:
        """Whether nothing is left but background tasks and flights."""
        return self._waiting == 0

    def next_due(self) -> float | None:
        """Return when the next task is due, in milliseconds since the start, or None."""
        heap = self._heap
        while heap and heap[0][_TASK] is None:
            heappop(heap)
            self._cancelled -= 1
        return heap[0][0] if heap else None

    def run_next(self) -> None:
        """Run the next task, which `next_due` has just told of."""
        entry = heappop(self._heap)
        task = entry[_TASK]
        entry[_TASK] = None
        if not entry[_BACKGROUND]:
            self._waiting -= 1
        task()

    # -- what is in flight --

    def depart(self, *, background: bool = False) -> Flight:
        """Note that something goes on outside of the run from now on, until it lands."""
        if self._arrivals is None:
            from queue import SimpleQueue

            self._arrivals = SimpleQueue()
        if not self.in_flight:
            self._stood = (self._clock.now(), time.monotonic())
        self.in_flight += 1
        self._waiting += not background
        return Flight(self, self._arrivals, background)

    def landed(self, flight: Flight, arrivals: SimpleQueue[Arrival]) -> None:
        """Note that a flight has ended; one from before a `clear` has been forgotten."""
        if arrivals is self._arrivals:
            self.in_flight -= 1
            self._waiting -= not flight.background

    def seconds_until(self, due: float) -> float:
        """Return how long it takes until `due`, in real time: on a virtual clock too, which does
        not jump while something is in flight, and stands still for what arrives.
        """
        now = self._clock.now()
        if self._stood[0] != now:
            self._stood = (now, time.monotonic())
        return (due - now) / 1000 - (time.monotonic() - self._stood[1])

    def take_in(self, seconds: float) -> bool:
        """Take in the tasks that have arrived, and wait for the first up to so many seconds;
        return whether there were any.
        """
        arrivals = self._arrivals
        if arrivals is None or (seconds <= 0 and arrivals.empty()):
            return False
        from queue import Empty

        try:
            task, background = arrivals.get(seconds > 0, max(seconds, 0.0))
        except Empty:
            return False
        self.post(task, background=background)
        while not arrivals.empty():
            task, background = arrivals.get()
            self.post(task, background=background)
        return True
