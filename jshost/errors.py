"""What can go wrong, and the exit code it ends a run with.

JsHostError
├── InputError           2  a file, option or scenario that cannot be used
│   └── FaultsError         one with several things wrong, each told (projects, scenarios)
├── LimitError           3  the guest used up what it was given
│   ├── CpuLimit            CPU time of one turn
│   ├── WallLimit           wall time of one turn
│   ├── MemoryLimit         memory of the guest
│   ├── MessageLimit        what it sends to the host
│   ├── TurnLimit           turns, or pages opened, that never come to an end
│   └── RunTimeout          wall time of the whole run
├── EngineError          3  the engine broke; its guest is gone
│   └── ProtocolError       its worker sent what no guest half sends; it was killed
├── StateError           4  the state database or an output cannot be read or written
│   └── DiskFull            there is no room for it
├── UnansweredError      1  a question nobody answered, where answers are required
├── ExpectationError     1  a step of a scenario found something else than it expects
└── ApiError             -  what a handler tells the guest: `<api>:fail <reason>`
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class JsHostError(Exception):
    """A problem that its message explains to the person who runs jshost."""

    exit_code = 2


class InputError(JsHostError):
    """A file, option or scenario that cannot be used as it is."""


class FaultsError(InputError):
    """A file or project that cannot be used: `faults` has a line for each thing that is wrong,
    `more` is how many there are beyond these.
    """

    def __init__(self, faults: Iterable[str], more: int = 0) -> None:
        self.faults = tuple(faults)
        more += len(self.faults) - 1
        super().__init__(self.faults[0] + (f" (and {more} more)" if more else ""))


class LimitError(JsHostError):
    """The guest used up one of its limits; it cannot run any further."""

    exit_code = 3


class CpuLimit(LimitError):
    """One turn of guest code used more CPU time than allowed."""


class WallLimit(LimitError):
    """One turn of guest code took longer than allowed."""


class MemoryLimit(LimitError):
    """The guest needed more memory than allowed."""


class MessageLimit(LimitError):
    """The guest sent more to its host, or has more waiting there, than allowed."""


def message_limit(what: str) -> MessageLimit:
    """Return the error that says what was too much."""
    return MessageLimit(f"message limit reached: {what}")


class TurnLimit(LimitError):
    """The program went on and on, and would never have come to an end."""


class RunTimeout(LimitError):
    """The whole run took longer than allowed; time at a prompt is not counted."""


class EngineError(JsHostError):
    """The engine failed in a way that leaves its guest unusable."""

    exit_code = 3


class ProtocolError(EngineError):
    """A guest's side sent what its half of the host never sends: it has been taken over."""


class StateError(JsHostError):
    """State or output could not be read or written."""

    exit_code = 4


class DiskFull(StateError):
    """There is no room on the disk for what is to be kept."""


class UnansweredError(JsHostError):
    """A question to the user had no answer, and the run requires one."""

    exit_code = 1


class ExpectationError(JsHostError):
    """A step of a scenario could not be taken, or found something else than it expects."""

    exit_code = 1


class ApiError(Exception):
    """What a handler raises to make its call fail: the guest sees `<api>:<prefix> <reason>`.

    `reason` is the platform's text after `<api>:`; a reason that does not start with `fail` is
    given that prefix. `err_code`, `errno` and other `fields` are added to the result where the
    platform documents them.
    """

    def __init__(
        self,
        reason: str,
        *,
        err_code: int | str | None = None,
        errno: int | None = None,
        fields: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason if reason.startswith("fail") else f"fail {reason}"
        self.err_code = err_code
        self.errno = errno
        self.fields = fields or {}
