"""The two clocks of a run: the machine's, and one that jumps to the next due time."""

from __future__ import annotations

import time
from typing import Protocol

VIRTUAL_EPOCH_MS = 1_767_225_600_000.0
"""When a virtual run starts, in milliseconds since 1970: 2026-01-01T00:00:00Z."""


class Clock(Protocol):
    """Milliseconds since the start of the run, and how to get to a later one."""

    virtual: bool

    def now(self) -> float:
        """Return milliseconds since the start of the run."""
        ...

    def epoch(self) -> float:
        """Return milliseconds since 1970-01-01 UTC, as the guest's `Date.now()` shows them."""
        ...

    def wait_until(self, due: float) -> None:
        """Let time pass until `due` (milliseconds since the start of the run)."""
        ...

    def restart(self) -> None:
        """Begin a new run."""
        ...


class RealClock:
    """The machine's clock."""

    virtual = False

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self._start = time.monotonic()

    def now(self) -> float:
        return (time.monotonic() - self._start) * 1000.0

    def epoch(self) -> float:
        return time.time() * 1000.0

    def wait_until(self, due: float) -> None:
        remaining = due - self.now()
        if remaining > 0:
            time.sleep(remaining / 1000.0)


class VirtualClock:
    """A clock that stands still while code runs and jumps while nothing does, so that runs repeat
    exactly.
    """

    virtual = True

    def __init__(self, epoch: float = VIRTUAL_EPOCH_MS) -> None:
        self._epoch = epoch
        self.restart()

    def restart(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def epoch(self) -> float:
        return self._epoch + self._now

    def wait_until(self, due: float) -> None:
        self._now = max(self._now, due)
