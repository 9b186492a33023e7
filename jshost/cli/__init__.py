"""The command line. The only room that prints."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line and exit with the code that the README documents."""
    # Importing makes many objects and drops none: collecting meanwhile is time lost (6 of 100 ms).
    gc.disable()
    from jshost.cli.commands import main as run

    gc.enable()
    run()
