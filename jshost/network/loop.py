"""The thread that the network's coroutines run on, and their way back into the run."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from jshost.scheduler import Flight, Scheduler, Task

_CLOSING_SECONDS = 2.0


class Job:
    """A coroutine under way. It holds the run, as Flight says, until it has ended or is cancelled;
    from then on nothing of it reaches the run any more.
    """

    def __init__(self, loop: Loop, flight: Flight, done: Callable[[Any], None]) -> None:
        self._loop = loop
        self._flight = flight
        self._done = done
        self._over = False
        self._task: asyncio.Task[None] | None = None

    # -- on the loop's thread --

    def tell(self, task: Task) -> None:
        """Have the run do something, as a macrotask."""
        self._flight.arrive(lambda: None if self._over else task())

    async def reach(self, task: Task) -> None:
        """Have the run do something, and wait until it has: so that what is sent faster than it is
        taken waits in its sender.
        """
        loop = asyncio.get_running_loop()
        reached: asyncio.Future[None] = loop.create_future()

        def release() -> None:
            if not reached.done():
                reached.set_result(None)

        def take() -> None:
            task()
            loop.call_soon_threadsafe(release)

        self.tell(take)
        await reached

    def begin(self, work: Work) -> None:
        """Start the coroutine."""
        if not self._over:
            self._task = asyncio.get_running_loop().create_task(self._run(work))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _run(self, work: Work) -> None:
        """Run the work and hand its result, or its exception, to the run."""
        try:
            result = await work(self)
        except Exception as error:
            result = error
        self.tell(lambda: self._end(result))

    # -- in the run --

    def cancel(self) -> None:
        """End the coroutine. Its `done` is not called."""
        if not self._over:
            self._over = True
            self._flight.land()
            self._loop.call_if_running(self._stop)

    def _end(self, result: Any) -> None:
        self._over = True
        self._flight.land()
        self._done(result)


Work = Callable[[Job], Coroutine[Any, Any, Any]]
"""Makes the coroutine of a job."""


class Loop:
    """An event loop on a thread of its own, which begins with the first job and never keeps the
    process alive.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._calls: deque[tuple[Callable[..., Any], tuple[Any, ...]]] = deque()
        self._is_woken = False

    def start(
        self,
        work: Work,
        done: Callable[[Any], None],
        *,
        background: bool = False,
    ) -> Job:
        """Start a coroutine: `work` is given its job. What it returns or raises (an Exception) is
        handed to `done` in the run, as a macrotask.
        """
        job = Job(self, self._scheduler.depart(background=background), done)
        self.call(job.begin, work)
        return job

    def call(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call a function on the loop's thread, after what was started and called before."""
        loop = self._running()
        self._calls.append((function, arguments))
        # To wake the thread costs more than a call: once is enough for all that it finds then.
        if not self._is_woken:
            self._is_woken = True
            loop.call_soon_threadsafe(self._make_calls)

    def call_if_running(self, function: Callable[[], Any]) -> None:
        """Call a function on the loop's thread, if there is one."""
        if self._loop is not None:
            self.call(function)

    def _make_calls(self) -> None:
        self._is_woken = False
        calls = self._calls
        while calls:
            function, arguments = calls.popleft()
            function(*arguments)

    def close(self, last: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """End all coroutines, run a `last` one, and end the thread; a new job starts another."""
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        self._calls, self._is_woken = deque(), False
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_finish(last), loop)
        thread.join(_CLOSING_SECONDS)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=_run, args=(self._loop,), name="jshost-network", daemon=True
            )
            self._thread.start()
        return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _finish(last: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
    loop = asyncio.get_running_loop()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    try:
        with suppress(Exception):
            await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), 0.5)
        if last is not None:
            with suppress(Exception):
                await asyncio.wait_for(last(), 0.5)
    finally:
        loop.stop()
