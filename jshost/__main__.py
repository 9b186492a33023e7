"""`python -m jshost`."""

from __future__ import annotations

from jshost.cli import main

main()
