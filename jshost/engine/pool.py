"""Worker processes: started, forked, and ended.

Starting a worker costs a Python start. So a process of its own, the zygote, holds booted engines
and is forked for each guest; it never runs guest code. It is single-threaded, as a process that
forks without exec must be; the host may not be. Where there is no fork, the next worker is started
ahead of need.
"""

from __future__ import annotations

import atexit
import os
import sys
from functools import cache
from importlib.util import find_spec
from marshal import dumps, loads
from threading import RLock, current_thread, main_thread
from typing import TYPE_CHECKING, Any, Protocol

from jshost.engine import frames
from jshost.engine.frames import Reader, frame
from jshost.errors import EngineError

try:
    # What `socket` is made of: that itself costs 4 ms of every start.
    from _socket import SCM_RIGHTS, SOL_SOCKET, socket, socketpair
except ImportError:  # Windows
    from socket import socket, socketpair  # type: ignore[assignment]

if TYPE_CHECKING:
    from concurrent.futures import Executor

START_SECONDS = 30.0
"""How long a worker may take to be there."""

_CAN_FORK = hasattr(os, "fork") and hasattr(socket, "sendmsg")
_SIGKILL = 9
_SLOTS = 8


class Death:
    """How a process ended: the signal that ended it (0 for none), and the most bytes it held."""

    def __init__(self, signal_number: int = 0, peak: int = 0) -> None:
        self.signal = signal_number
        self.peak = peak

    def __str__(self) -> str:
        if not self.signal:
            return "it ended by itself"
        from signal import Signals

        try:
            return Signals(self.signal).name
        except ValueError:
            return f"signal {self.signal}"


class GuestProcess(Protocol):
    """A process that is a guest, or about to become one; `pid` is for looking, not for killing."""

    channel: socket
    pid: int
    tracks_rejections: bool

    def kill(self) -> Death:
        """End it, if it has not ended, and return how it ended."""
        ...


class Child:
    """A worker process that the host starts itself, and the socket to it. Raises EngineError."""

    tracks_rejections = False

    def __init__(self) -> None:
        self.channel, theirs = socketpair()
        self.channel.settimeout(START_SECONDS)
        self._death: Death | None = None
        try:
            self._start(theirs)
        except OSError as error:
            self.channel.close()
            raise EngineError(f"no worker process can be started: {error}") from error
        finally:
            theirs.close()

    def request(self, kind: int, content: Any, descriptor: int | None = None) -> Any:
        """Ask for something and return the answer. Raises EngineError where the process is gone."""
        try:
            data = frame(kind, dumps(content))
            if descriptor is not None:
                rights = descriptor.to_bytes(4, sys.byteorder)
                data = data[self.channel.sendmsg([data], [(SOL_SOCKET, SCM_RIGHTS, rights)]) :]
            self.channel.sendall(data)
            answer, body = Reader(self.channel.recv).next()
        except (EOFError, OSError) as error:
            self.kill()
            raise EngineError("the worker process is gone") from error
        except BaseException:
            # Interrupted: an answer that still comes would be taken for another's.
            self.channel.close()
            raise
        if answer != frames.DONE:
            raise EngineError("the worker process gave no answer")
        return loads(body)

    def boot(self, slot: int, parts: tuple[Any, ...]) -> bool:
        """Boot an engine; return whether it tracks rejections."""
        try:
            return bool(self.request(frames.BOOT, (slot, *parts)))
        except EngineError as error:
            raise EngineError(f"the worker process did not start: {_why()}") from error

    def become_guest(self, parts: tuple[Any, ...], settings: tuple[Any, ...]) -> None:
        """Boot an engine and turn into its guest, on the socket."""
        self.tracks_rejections = self.boot(0, parts)
        try:
            self.channel.sendall(frame(frames.START, dumps((0, *settings))))
        except OSError as error:
            self.kill()
            raise EngineError("the worker process is gone") from error

    def _start(self, theirs: socket) -> None:
        script = f"{_path()}; main({os.getpid()})"
        command = [*_bare_python(), script]
        if not hasattr(os, "posix_spawn"):
            self._start_by_subprocess(command, theirs)
            return
        null = os.devnull
        # Everything else that is open here closes at exec: Python opens it so.
        actions = [
            (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0),
            (os.POSIX_SPAWN_OPEN, 1, null, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, null, os.O_WRONLY, 0),
        ]
        self.pid = os.posix_spawn(sys.executable, command, _environment(), file_actions=actions)

    def _start_by_subprocess(self, command: list[str], theirs: socket) -> None:
        """As on Windows: the socket crosses as the description that `share` gives."""
        import subprocess

        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self.pid = self._process.pid
        assert self._process.stdin is not None
        self._process.stdin.write(theirs.share(self.pid))  # type: ignore[attr-defined,unused-ignore]
        self._process.stdin.close()

    def kill(self) -> Death:
        self.channel.close()
        if self._death is None:
            self._death = self._end()
        return self._death

    def _end(self) -> Death:
        if not hasattr(os, "wait4"):
            self._process.kill()
            self._process.wait()
            return Death()
        try:
            os.kill(self.pid, _SIGKILL)
            _, status, usage = os.wait4(self.pid, 0)
        except OSError:  # somebody else has waited for all children of this process
            return Death()
        # In bytes on macOS, in KiB elsewhere.
        return _death(status, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def _path() -> str:
    """Return the code that has a bare Python find what runs in a worker."""
    places = [find_spec(name) for name in ("jshost.engine.child", "_quickjs")]
    origins = [os.path.abspath(place.origin or "") for place in places if place]  # noqa: PTH100
    package = origins[0].rpartition(os.path.join("jshost", "engine"))[0]  # noqa: PTH118
    return (
        f"import sys; sys.path[:0] = {[package, *map(os.path.dirname, origins[1:])]!r}; "
        "from jshost.engine.child import main"
    )


def _bare_python() -> list[str]:
    """Return the command that runs code in a Python without environment, user or site packages."""
    return [sys.executable, "-I", "-S", *(["-B"] if sys.dont_write_bytecode else []), "-c"]


def _environment() -> dict[str, str]:
    """Return what Python cannot be loaded without, and the time zone; the worker wipes it."""
    names = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
    return {name: os.environ[name] for name in names if name in os.environ}


def _why() -> str:
    """Return why workers do not start: what a bare Python says when it is to load one."""
    import subprocess

    command = [*_bare_python(), _path()]
    try:
        done = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, timeout=START_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    said = done.stderr.strip().splitlines()
    return said[-1] if said else "it was killed"


class Forked:
    """A guest that a zygote forked."""

    def __init__(self, zygote: Zygote, pid: int, channel: socket, tracks_rejections: bool) -> None:
        self._zygote = zygote
        self.pid = pid
        self.channel = channel
        self.tracks_rejections = tracks_rejections
        self._death: Death | None = None

    def kill(self) -> Death:
        self.channel.close()
        if self._death is None:
            self._death = self._zygote.kill(self.pid)
        return self._death


class Zygote:
    """The process that is forked for each guest."""

    def __init__(self) -> None:
        self._child = _lasting_child()
        self.pid = self._child.pid
        self._slots: dict[str, tuple[int, bool]] = {}
        self._lock = RLock()

    def fork(self, parts: tuple[Any, ...], settings: tuple[Any, ...]) -> Forked:
        """Return a fresh guest. Raises EngineError where the process is gone."""
        ours, theirs = socketpair()
        with self._lock:
            try:
                slot, tracks = self._booted(parts)
                pid = self._child.request(frames.FORK, (slot, *settings), theirs.fileno())
            except BaseException:
                ours.close()
                raise
            finally:
                theirs.close()
        return Forked(self, pid, ours, tracks)

    def _booted(self, parts: tuple[Any, ...]) -> tuple[int, bool]:
        """Return the slot of the engine that was booted from these parts."""
        key = parts[-1]  # the configuration: the rest is the same for all
        if key not in self._slots:
            # The oldest makes room.
            slot = len(self._slots)
            if slot == _SLOTS:
                slot, _ = self._slots.pop(next(iter(self._slots)))
            self._slots[key] = slot, self._child.boot(slot, parts)
        return self._slots[key]

    def kill(self, pid: int) -> Death:
        """End a guest and return how it ended."""
        with self._lock:
            try:
                return _death(*self._child.request(frames.KILL, pid))
            except EngineError:
                return Death(_SIGKILL)  # guests do not outlive their zygote

    def close(self) -> None:
        """End it, and with it every guest that it forked."""
        self._child.kill()


class Pool:
    """The worker processes of one process. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._spare: Child | None = None
        self._zygote: Zygote | None = None

    def prepare(self) -> None:
        """Start a worker ahead of need. Raises EngineError."""
        with self._lock:
            if self._spare is None:
                self._spare = _lasting_child()

    def guest(self, parts: tuple[Any, ...], settings: tuple[Any, ...]) -> GuestProcess:
        """Return a process that is becoming a guest: the one that was started ahead of need, if
        there is one.

        `parts` are what an engine is booted from: boot script, chunks by name, configuration;
        `settings` are what child._Guest.live takes. Raises EngineError.
        """
        with self._lock:
            child, self._spare = self._spare, None
            if child is None and _CAN_FORK:
                return self._fork(parts, settings)
            child = child or _lasting_child()
            child.become_guest(parts, settings)
            if not _CAN_FORK:
                self.prepare()
            return child

    def _fork(self, parts: tuple[Any, ...], settings: tuple[Any, ...]) -> Forked:
        if self._zygote is not None:
            try:
                return self._zygote.fork(parts, settings)
            except EngineError:
                self._zygote.close()  # it was killed, for its memory perhaps: there can be another
        self._zygote = Zygote()
        return self._zygote.fork(parts, settings)

    def close(self) -> None:
        """End the workers, and with them the guests that were forked."""
        with self._lock:
            spare, self._spare = self._spare, None
            zygote, self._zygote = self._zygote, None
        if spare is not None:
            spare.kill()
        if zygote is not None:
            zygote.close()

    def forget(self) -> None:
        """In a fork of this process: the workers are the other one's."""
        self._lock = RLock()
        self._spare = self._zygote = None


POOL = Pool()
atexit.register(POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=POOL.forget)


def _lasting_child() -> Child:
    """Start a worker. On Linux it dies with the thread that started it, so that has to be one that
    lasts as long as this process.
    """
    if sys.platform != "linux" or current_thread() is main_thread():
        return Child()
    return _keeper().submit(Child).result()


@cache
def _keeper() -> Executor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, "jshost-keeper")


def _death(status: int, peak: int) -> Death:
    code = os.waitstatus_to_exitcode(status)
    return Death(-code if code < 0 else 0, peak)
