"""A guest in this process: for code that is trusted. Nothing stops it from crashing the process."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import process_time

from jshost import _polyfills
from jshost.engine.frames import Outcome
from jshost.engine.port import Guest, HostCall, Limits
from jshost.engine.quickjs import Interpreter


class LocalRuntime:
    """Runs a guest (port.Runtime) on the thread that made it."""

    protections = None

    def __init__(self, guest: Guest, limits: Limits, host_call: HostCall) -> None:
        polyfills = _polyfills.load()
        self._interpreter = Interpreter(polyfills.boot, polyfills.chunks, guest.config())
        _forget_peak()
        self._interpreter.begin(
            (limits.cpu, limits.memory, limits.stack),
            guest.settings(eager=False),
            host_call,
            peak=_peak_memory,
            host_clock=process_time,
        )
        self.tracks_rejections = self._interpreter.tracks_rejections

    def enter(self, kind: str, payload: str, now: float) -> Outcome:
        return self._interpreter.enter(kind, payload, now)

    def check(self, script: str) -> str:
        return self._interpreter.check(script)

    def close(self) -> None:
        self._interpreter.close()


def _forget_peak() -> None:
    """Have the system measure the most memory held anew, where it can (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


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
