"""A guest in a process of its own, as the host sees it: a socket, and a clock that runs while the
guest has the turn.

Whatever comes out of the socket is hostile. What is no frame, or no frame that is due, ends the
process; so does a turn that takes too long.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from jshost import _polyfills
from jshost.engine import frames
from jshost.engine.confinement import LAYERS, raise_cpu_limit
from jshost.engine.frames import FrameError, FrameTooLong, Outcome, Reader, frame
from jshost.engine.pool import POOL, START_SECONDS, Death
from jshost.engine.port import Guest, HostCall, Limits
from jshost.errors import EngineError, ProtocolError, message_limit

A = TypeVar("A")
T = TypeVar("T")

# A host that was stopped (Ctrl-Z) does not hold the time against the guest.
_SLICE = 0.5
# CPU seconds of all turns together that a guest has beyond what its turns may take.
_SPARE_CPU = 10.0
# Share of the memory limit held by a crashed process from which the crash counts as one of memory.
_FULL = 0.75
_OWN_MEMORY = 12 * 1024 * 1024
"""What a worker holds before it runs anything."""
_CPU_SIGNALS = ("SIGPROF", "SIGXCPU")


class _Ended(Exception):
    """The process has ended: by a signal, or at its limit of "wall", "cpu" or "memory"."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


class _Gone(Exception):
    """The other end of the socket is closed."""


class _Overdue(Exception):
    """The wall time of the turn is over."""


class Worker:
    """Runs a guest (port.Runtime) in a worker process. Raises EngineError where none starts."""

    def __init__(self, guest: Guest, limits: Limits, host_call: HostCall) -> None:
        self._limits = limits
        self._host_call = host_call
        self._left = START_SECONDS
        self._lived = 0.0
        self._cpu_allowed = limits.cpu + _SPARE_CPU
        self._death: Death | None = None
        polyfills = _polyfills.load()
        self._process = POOL.guest(
            (polyfills.boot, polyfills.chunks, guest.config()),
            (
                (limits.cpu, limits.memory, limits.stack),
                self._cpu_allowed,
                os.environ.get("TZ"),
                guest.settings(eager=True),
            ),
        )
        self.pid = self._process.pid
        self._channel = self._process.channel
        self._frames = Reader(self._receive)
        self.tracks_rejections = self._process.tracks_rejections
        self.protections = self._greeted()

    def enter(self, kind: str, payload: str, now: float) -> Outcome:
        try:
            turn = frames.pack_turn(kind, payload, now)
            return self._converse(frames.TURN, turn, frames.RESULT, frames.unpack_outcome)
        except _Ended as end:
            return Outcome("", death=end.how)

    def check(self, script: str) -> str:
        try:
            return self._converse(frames.CHECK, script.encode(), frames.CHECKED, frames.text)
        except _Ended as end:
            raise EngineError(
                f"the engine crashed ({end.how}) while it parsed the script"
            ) from None

    def close(self) -> None:
        """End the process."""
        if self._death is None:
            self._death = self._process.kill()

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            self.close()

    def _converse(self, kind: int, body: bytes, expected: int, unpack: Callable[[bytes], T]) -> T:
        """Have the guest do something, serve it until it is done, and return what it says then.
        Raises _Ended.
        """
        self._allow_cpu()
        self._left = self._limits.wall
        began = monotonic()
        try:
            self._send(kind, body)
            while True:
                kind, body = self._frames.next()
                if kind == expected:
                    if self._frames.pending:
                        raise FrameError("it went on after the end of its turn")
                    return unpack(body)
                self._serve(kind, body)
        except _Gone:
            raise _Ended(self._crashed()) from None
        except _Overdue:
            self.close()
            raise _Ended("wall") from None
        except FrameTooLong as error:
            self.close()
            raise message_limit(f"{error.length >> 20} MB in one message to the host") from None
        except (FrameError, ProtocolError) as error:
            self.close()
            raise ProtocolError(_broken(str(error))) from None
        except BaseException:
            self.close()
            raise
        finally:
            self._lived += monotonic() - began

    def _serve(self, kind: int, body: bytes) -> None:
        """Take in what the guest sends while it has the turn."""
        if kind == frames.POSTED:
            self._host_call(frames.text(body), "")
        elif kind == frames.CALL:
            answer = self._host_call(*frames.unpack_call(body))
            self._send(frames.ANSWER, answer.encode())
        elif kind == frames.FATAL:
            raise EngineError(f"the worker failed: {frames.text(body)[:500]}")
        else:
            raise FrameError(f"a frame of the kind {kind}")

    def _greeted(self) -> dict[str, str]:
        """Wait until the guest is there; return what it lacks in protection, by layer."""
        try:
            kind, body = self._frames.next()
            if kind != frames.HELLO:
                raise EngineError(f"the worker failed to start: {frames.text(body)[:500]}")
            lines = [line.partition("\t") for line in frames.text(body).split("\n")]
        except (_Gone, _Overdue) as error:
            self.close()
            raise EngineError(f"the worker failed to start ({self._death})") from error
        except BaseException:
            self.close()
            raise
        found = {layer: reason for layer, _, reason in lines}
        return {layer: found.get(layer, "not reported") for layer in LAYERS}

    def _crashed(self) -> str:
        """Return how the process ended, which its socket has told of."""
        self.close()
        assert self._death is not None
        if str(self._death) in _CPU_SIGNALS:
            return "cpu"
        if self._death.peak - _OWN_MEMORY > _FULL * self._limits.memory:
            return "memory"
        return str(self._death)

    def _allow_cpu(self) -> None:
        """Raise the limit on the process's CPU time while it lives within its turns' limits."""
        if self._lived + self._limits.cpu + 1 > self._cpu_allowed:
            self._cpu_allowed = self._lived + self._limits.cpu + _SPARE_CPU
            raise_cpu_limit(self.pid, self._cpu_allowed)

    def _send(self, kind: int, body: bytes) -> None:
        data = memoryview(frame(kind, body))
        while data:
            data = data[self._within_turn(self._channel.send, data) :]

    def _receive(self, size: int) -> bytes:
        data = self._within_turn(self._channel.recv, size)
        if not data:
            raise _Gone
        return data

    def _within_turn(self, action: Callable[[A], T], argument: A) -> T:
        """Wait for the guest, as long as the turn has time left."""
        while self._left > 0:
            began = monotonic()
            # Setting it is a system call.
            if self._left < _SLICE or self._channel.gettimeout() != _SLICE:
                self._channel.settimeout(min(self._left, _SLICE))
            try:
                return action(argument)
            except TimeoutError:
                continue
            except OSError as error:
                raise _Gone from error
            finally:
                self._left -= min(monotonic() - began, _SLICE)
        raise _Overdue


def _broken(what: str) -> str:
    return f"the worker broke the protocol and was killed: {what}"
