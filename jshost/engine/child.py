"""What runs in a worker process. Started as `python -I -S` with nothing but this on its path, it
boots engines, and either becomes a guest or forks one for each that is asked for.

It trusts the host, which speaks first. Guest code runs only in a process that has taken everything
from itself (confinement.py) and holds nothing but the engine and one socket, as descriptor 0.
"""

from __future__ import annotations

import _signal
import _socket
import gc
import os
import sys
import time
from marshal import dumps, loads

try:
    from resource import RUSAGE_SELF, getrusage
except ImportError:  # Windows; once confined, nothing can be imported any more
    getrusage = None  # type: ignore[assignment]

from jshost.engine import confinement, frames
from jshost.engine.frames import Reader, frame
from jshost.engine.quickjs import Interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_ITIMER_PROF = 2
# CPU time after which the kernel ends a turn that the engine could not interrupt.
_GRACE = 1.1
_GRACE_SECONDS = 0.1
# What console.log compiles for anything but plain text: 4 ms in each guest.
_COMMON_CHUNK = "inspect"
_started_in = os.environ.get("TZ")
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main(parent: int) -> NoReturn:
    """Serve the host until it hangs up."""
    if hasattr(os, "setsid"):
        os.setsid()  # out of reach of the terminal: Ctrl-C is for the host
        os.closerange(3, 65536)  # what somebody let the host inherit
        channel = _socket.socket(fileno=0)
    else:
        shared: Any = sys.stdin.buffer.read()  # what socket.share() gave
        channel = _socket.socket(0, 0, 0, shared)
    confinement.die_with(parent)
    gc.disable()
    try:
        _Server(channel).serve()
    except (EOFError, OSError):
        os._exit(0)


class _Server:
    """The process before it is a guest."""

    def __init__(self, channel: _socket.socket) -> None:
        self._channel = channel
        self._descriptors: list[int] = []
        self._frames = Reader(self._receive if hasattr(channel, "recvmsg") else channel.recv)
        self._engines: dict[int, Interpreter] = {}
        self._forked: set[int] = set()
        self._prepared: set[int] = set()

    def serve(self) -> NoReturn:
        """Do what the host asks."""
        while True:
            kind, body = self._frames.next()
            request = loads(body)
            if kind == frames.BOOT:
                slot, *parts = request
                self._engines[slot] = Interpreter(*parts)
                self._forked.discard(slot)
                self._prepared.discard(slot)
                confinement.prepare()
                gc.freeze()
                self._done(self._engines[slot].tracks_rejections)
            elif kind == frames.START:
                slot, *settings = request
                _Guest(self._engines[slot], self._channel).live(os.getppid(), *settings)
            elif kind == frames.FORK:
                self._done(self._fork(*request))
                self._prepare(request[0])
            elif kind == frames.KILL:
                self._done(_kill(request))
            else:
                raise EOFError

    def _fork(self, slot: int, *settings: Any) -> int:
        """Fork a guest that talks over the descriptor that came along; return its process id."""
        channel = self._descriptors.pop()
        parent = os.getpid()
        pid = os.fork()
        if pid:
            os.close(channel)
            return pid
        try:
            os.dup2(channel, 0)
            _Guest(self._engines[slot], self._channel).live(parent, *settings)
        finally:
            os._exit(1)

    def _prepare(self, slot: int) -> None:
        """Where there is a second guest there will be more: have ready what most of them want."""
        if slot in self._forked and slot not in self._prepared:
            self._prepared.add(slot)
            self._engines[slot].preload(_COMMON_CHUNK)
            gc.freeze()
        self._forked.add(slot)

    def _done(self, result: Any) -> None:
        self._channel.sendall(frame(frames.DONE, dumps(result)))

    def _receive(self, size: int) -> bytes:
        """Read bytes, and keep the descriptor that comes with them."""
        data, ancillary, _, _ = self._channel.recvmsg(size, _socket.CMSG_SPACE(4))
        for level, kind, content in ancillary:
            if (level, kind) == (_socket.SOL_SOCKET, _socket.SCM_RIGHTS):
                self._descriptors.append(int.from_bytes(content[:4], sys.byteorder))
        return data


def _kill(pid: int) -> tuple[int, int]:
    """End a forked guest; return its wait status and the most memory it held, in bytes."""
    os.kill(pid, _signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return status, usage.ru_maxrss * _MAXRSS_UNIT


class _Guest:
    """The process once it is a guest."""

    def __init__(self, interpreter: Interpreter, channel: _socket.socket) -> None:
        self._interpreter = interpreter
        self._channel = channel
        self._frames = Reader(channel.recv)

    def live(
        self,
        parent: int,
        limits: tuple[float, int, int],
        cpu_total: float,
        zone: str | None,
        settings: str,
    ) -> NoReturn:
        """Give everything up, then run turns until the host hangs up."""
        try:
            _use_time_zone(zone)
            missing = confinement.confine(memory=limits[1], cpu=cpu_total, parent=parent)
            self._interpreter.begin(limits, settings, self._call, peak=_peak_memory, alarm=_alarm)
            lines = [f"{layer}\t{reason}" for layer, reason in missing.items()]
            self._send(frames.HELLO, "\n".join(lines))
            while True:
                kind, body = self._frames.next()
                if kind == frames.TURN:
                    outcome = self._interpreter.enter(*frames.unpack_turn(body))
                    self._channel.sendall(frame(frames.RESULT, frames.pack_outcome(outcome)))
                elif kind == frames.CHECK:
                    self._send(frames.CHECKED, self._interpreter.check(body.decode()))
                else:
                    raise EOFError
        except (EOFError, OSError):
            os._exit(0)
        except BaseException as error:
            self._send(frames.FATAL, f"{type(error).__name__}: {error}")
            os._exit(1)

    def _call(self, posted: str, request: str) -> str:
        """Send what was posted; where there is a request, wait for its answer."""
        if not request:
            self._send(frames.POSTED, posted)
            return ""
        self._channel.sendall(frame(frames.CALL, frames.pack_call(posted, request)))
        kind, body = self._frames.next()
        if kind != frames.ANSWER:
            raise EOFError
        return body.decode()

    def _send(self, kind: int, text: str) -> None:
        self._channel.sendall(frame(kind, text.encode("utf-8", "replace")))


def _use_time_zone(zone: str | None) -> None:
    """Have local time be that of a zone (as TZ has it); its file cannot be read later on."""
    if zone != _started_in and hasattr(time, "tzset"):
        if zone is not None:
            os.environ["TZ"] = zone
        time.tzset()


def _alarm(seconds: float) -> None:
    """Have the kernel end this process when it has used that much more CPU time, and a bit."""
    if hasattr(_signal, "setitimer"):
        _signal.setitimer(_ITIMER_PROF, seconds * _GRACE + _GRACE_SECONDS)


def _peak_memory() -> int:
    """Return the most bytes this process has held: of its own where it was forked."""
    return 0 if getrusage is None else getrusage(RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT
