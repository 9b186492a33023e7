"""A guest in this process: for code that is trusted. Nothing stops it from crashing the process."""

from __future__ import annotations

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
        self._interpreter.begin(
            (limits.cpu, limits.memory, limits.stack),
            guest.settings(eager=False),
            host_call,
            host_clock=process_time,
        )
        self.tracks_rejections = self._interpreter.tracks_rejections

    def enter(self, kind: str, payload: str, now: float) -> Outcome:
        return self._interpreter.enter(kind, payload, now)

    def check(self, script: str) -> str:
        return self._interpreter.check(script)

    def close(self) -> None:
        self._interpreter.close()
