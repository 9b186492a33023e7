"""What crosses between the host and a worker process: frames of a length, a kind and a body.

Imported by both sides; the worker's side is started often, so this imports nothing heavy.
"""

from __future__ import annotations

from struct import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# From the host: to boot an engine, to fork a guest, to become the guest, to kill a forked guest.
BOOT, FORK, START, KILL = b"BFSK"
# To a guest: a turn to run, the answer to a synchronous call, a script whose syntax is in question.
TURN, ANSWER, CHECK = b"TAQ"
# From a guest: hello with its protections, messages posted, a synchronous call, the end of a turn,
# what the engine says to a script, the end of the guest.
HELLO, POSTED, CALL, RESULT, CHECKED, FATAL = b"HPCRQX"
# From a zygote: done, with what was asked for.
DONE = b"D"[0]

MAX_BODY = 64 * 1024 * 1024
"""The longest frame, in bytes. What a guest posts leaves in far smaller pieces."""

KINDS = (
    "load", "eval", "settle", "event", "callback", "timer", "chunk", "app", "require", "test"
)  # fmt: skip
"""The kinds of turns, by their number in a frame."""

_HEADER = Struct(">IB")
_TURN = Struct(">Bd")
_LENGTH = Struct(">I")
_SPENT, _FULL, _THREW = 1, 2, 4


class FrameError(Exception):
    """Bytes that are no frame, or none that is expected here."""


class FrameTooLong(FrameError):
    """A frame longer than any may be; `length` is what it claims."""

    def __init__(self, length: int) -> None:
        super().__init__(f"a frame of {length} bytes")
        self.length = length


class Outcome:
    """How a turn ended, as the engine saw it.

    `posted` is JSON text that the guest had not sent before; `stack` is there when the engine left
    the turn by an exception of its own; `spent` and `full` tell whether the CPU and memory limits
    were reached. `raised` is what a host call raised in this process; `death` is how the worker
    process ended, where it did: a signal's name, "wall", "cpu" or "memory".
    """

    __slots__ = ("death", "full", "posted", "raised", "spent", "stack")

    def __init__(
        self,
        posted: str,
        stack: str | None = None,
        *,
        spent: bool = False,
        full: bool = False,
        raised: BaseException | None = None,
        death: str = "",
    ) -> None:
        self.posted = posted
        self.stack = stack
        self.raised = raised
        self.spent = spent
        self.full = full
        self.death = death


class Reader:
    """Takes frames out of a stream; `read(size)` returns the bytes that are there, b"" at its
    end.
    """

    def __init__(self, read: Callable[[int], bytes], longest: int = MAX_BODY) -> None:
        self._read = read
        self._longest = longest
        self._buffer = b""

    def next(self) -> tuple[int, bytes]:
        """Return kind and body of the next frame. Raises EOFError, FrameTooLong."""
        length, kind = _HEADER.unpack(self._take(_HEADER.size))
        if length > self._longest:
            raise FrameTooLong(length)
        return kind, self._take(length)

    @property
    def pending(self) -> bool:
        """Whether bytes have come that nobody has asked for."""
        return bool(self._buffer)

    def _take(self, size: int) -> bytes:
        buffer = self._buffer
        if len(buffer) < size:
            parts = [buffer]
            missing = size - len(buffer)
            while missing > 0:
                part = self._read(max(missing, 65536))
                if not part:
                    raise EOFError
                parts.append(part)
                missing -= len(part)
            buffer = b"".join(parts)
        self._buffer = buffer[size:]
        return buffer[:size]


def frame(kind: int, body: bytes = b"") -> bytes:
    """Return a frame's bytes."""
    return _HEADER.pack(len(body), kind) + body


def pack_turn(kind: str, payload: str, now: float) -> bytes:
    """Return the body of a turn: its kind, the guest's time in epoch milliseconds, its payload."""
    return _TURN.pack(KINDS.index(kind), now) + payload.encode()


def unpack_turn(body: bytes) -> tuple[str, str, float]:
    """Return kind, payload and time of a turn."""
    kind, now = _TURN.unpack_from(body)
    return KINDS[kind], body[_TURN.size :].decode(), now


def pack_call(posted: str, request: str) -> bytes:
    """Return the body of a synchronous call: what was posted before it, and the call itself."""
    before = posted.encode()
    return _LENGTH.pack(len(before)) + before + request.encode()


def unpack_call(body: bytes) -> tuple[str, str]:
    """Return what was posted before a call, and the call. Raises FrameError."""
    if len(body) < _LENGTH.size:
        raise FrameError("a call without a length")
    end = _LENGTH.size + _LENGTH.unpack_from(body)[0]
    if end > len(body):
        raise FrameError("a call shorter than it says")
    return text(body[_LENGTH.size : end]), text(body[end:])


def pack_outcome(outcome: Outcome) -> bytes:
    """Return the body that tells how a turn ended."""
    stack = (outcome.stack or "").encode()
    flags = _SPENT * outcome.spent + _FULL * outcome.full + _THREW * (outcome.stack is not None)
    return bytes((flags,)) + _LENGTH.pack(len(stack)) + stack + outcome.posted.encode()


def unpack_outcome(body: bytes) -> Outcome:
    """Return how a turn ended. Raises FrameError."""
    if len(body) < 1 + _LENGTH.size or body[0] > _SPENT + _FULL + _THREW:
        raise FrameError("a result without its head")
    start = 1 + _LENGTH.size
    end = start + _LENGTH.unpack_from(body, 1)[0]
    if end > len(body):
        raise FrameError("a result shorter than it says")
    stack = text(body[start:end])
    flags = body[0]
    return Outcome(
        text(body[end:]),
        stack if flags & _THREW else None,
        spent=bool(flags & _SPENT),
        full=bool(flags & _FULL),
    )


def text(body: bytes) -> str:
    """Return a body as text. Raises FrameError."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise FrameError("text that is not UTF-8") from error
