"""Canvases."""

from __future__ import annotations

MAX_ACTIONS = 100_000
"""How many actions a canvas keeps while they are added to it with `reserve` (ours)."""
MAX_CANVASES = 1_000
"""How many canvases are kept (ours)."""
TOO_MUCH = "fail too many actions"
"""For what would be more than that (ours)."""
