"""The command at pipes and at a terminal, as the tests of the command line have it."""

from __future__ import annotations

from ..cli.conftest import cli, terminal

__all__ = ["cli", "terminal"]
