"""The one queue of macrotasks: by due time, then by arrival."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import Any

from jshost.clock import Clock

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


class Scheduler:
    """Macrotasks and when they are due. It never runs one inside another."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Forget all tasks."""
        self._heap: list[Entry] = []
        self._last = 0
        self._waiting = 0
        self._cancelled = 0

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
        """Whether nothing is left but background tasks."""
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
