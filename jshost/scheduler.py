"""The one queue of macrotasks: by due time, then by arrival."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

from jshost.clock import Clock

Task = Callable[[], None]

# Cancelled tasks stay in the heap until they come up; when most of it is cancelled, it is rebuilt.
_REBUILD_FROM = 1024


class Scheduler:
    """Macrotasks and when they are due. It never runs one inside another."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int]] = []
        self._tasks: dict[int, Task] = {}
        self._background: set[int] = set()
        self._last = 0

    def post(self, task: Task, delay: float = 0.0, *, background: bool = False) -> int:
        """Run `task` in `delay` milliseconds, after everything due before; return what cancels it.

        A background task is something the phone does by itself: a run does not wait for it.
        """
        self._last += 1
        self._tasks[self._last] = task
        if background:
            self._background.add(self._last)
        heappush(self._heap, (self._clock.now() + delay, self._last))
        return self._last

    def cancel(self, task_id: int) -> None:
        """Forget a task, if it has not run yet."""
        self._tasks.pop(task_id, None)
        self._background.discard(task_id)
        if len(self._heap) > _REBUILD_FROM and len(self._heap) > 2 * len(self._tasks):
            self._heap = [entry for entry in self._heap if entry[1] in self._tasks]
            heapify(self._heap)

    @property
    def idle(self) -> bool:
        """Whether nothing is left but background tasks."""
        return len(self._tasks) == len(self._background)

    def next_due(self) -> float | None:
        """Return when the next task is due, in milliseconds since the start, or None when there is
        none.
        """
        while self._heap and self._heap[0][1] not in self._tasks:
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def run_next(self) -> None:
        """Run the next task, which has to be due."""
        _, task_id = heappop(self._heap)
        self._background.discard(task_id)
        self._tasks.pop(task_id)()
