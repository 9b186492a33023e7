"""The command line. The only room that prints."""

from __future__ import annotations

import _signal
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

ENDING = [
    getattr(_signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(_signal, name)
]
"""The signals that ask a process to end."""


def main() -> NoReturn:
    """Run the command line and exit with the code that the README documents."""
    code = call()
    # Taking everything down in order costs a tenth of a run, and all that matters is written.
    os._exit(code)


def call() -> int:
    """Run the command line, write everything out and return the exit code."""
    # Not by an exception as long as nothing can be lost: some that are raised during an import are
    # ignored, and the process goes on.
    for number in ENDING:
        # Not one that was told to be ignored, as by nohup.
        if _signal.getsignal(number) in (_signal.SIG_DFL, _signal.default_int_handler):
            _signal.signal(number, leave)
    if sys.argv[1:2] == ["run"]:
        _start_worker()
    # Importing makes many objects and drops none: collecting meanwhile is time lost (6 of 100 ms).
    gc.disable()
    from jshost.cli.commands import run

    gc.enable()
    return run()


def leave(number: int, frame: object) -> NoReturn:
    """End at once, by the signal `number`."""
    os.write(2, b"jshost: error: interrupted\n")
    os._exit(128 + number)


def _start_worker() -> None:
    """Have the worker start while the rest is imported, where one will be needed."""
    options = [os.environ.get("JSHOST_ISOLATION", ""), *sys.argv[2:]]
    if not {"none", "--isolation=none", "-h", "--help"}.isdisjoint(options):
        return
    from jshost.engine.pool import POOL
    from jshost.errors import EngineError

    try:
        POOL.prepare()
    except EngineError:
        return  # told when it is asked for
