"""What all commands share: this process's streams, signals, exit codes and folders."""

from __future__ import annotations

import _signal
import io
import os
import sys
from pathlib import Path
from typing import NoReturn

from jshost.cli import ENDING, leave


class Terminated(KeyboardInterrupt):
    """A signal that asks this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def heed_signals() -> None:
    """From now on have the signals that ask a process to end unwind this one: the trace gets its
    end, and the worker too.
    """
    for number in ENDING:
        if _signal.getsignal(number) is leave:
            _signal.signal(
                number, _signal.default_int_handler if number == _signal.SIGINT else _end
            )


def _end(number: int, frame: object) -> NoReturn:
    raise Terminated(number)


def exit_code(interrupt: BaseException | None) -> int:
    """Return the exit code of an interrupted run: 128 and the signal's number."""
    number = interrupt.number if isinstance(interrupt, Terminated) else _signal.SIGINT
    return 128 + number


def prepare_streams() -> None:
    """Have something to write to, and nothing that it cannot write."""
    if sys.stdout is None:
        # Closed by who started us; it stays open as long as the process.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def output_problem(error: OSError, what: str = "output") -> str:
    """Say why something could not be written."""
    if isinstance(error, BrokenPipeError):
        return "standard output was closed before the run ended"
    return f"{what} cannot be written: {error.strerror or error}"


def default_state() -> Path:
    """Return the user's state folder on this system."""
    from platformdirs import user_state_path

    return user_state_path("jshost", appauthor=False)
