"""The command line. The only room that prints."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and exit with the code that the README documents."""
    try:
        if sys.argv[1:2] == ["run"]:
            _start_worker()
        # Importing makes many objects and drops none: collecting meanwhile is time lost (6 of
        # 100 ms).
        gc.disable()
        from jshost.cli.commands import main as run

        gc.enable()
    except KeyboardInterrupt:
        sys.stderr.write("jshost: error: interrupted\n")
        sys.stderr.flush()
        os._exit(130)  # Python would end by the signal once more, if it came within an exec()
    run()


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
