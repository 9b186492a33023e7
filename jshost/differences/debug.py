"""How much of a program's logs is kept."""

from __future__ import annotations

MAX_LOG = 5 * 1024 * 1024
"""How many bytes of a log are kept: beyond, the oldest lines go (D)."""
MAX_LINE = 100 * 1024
"""How many bytes the arguments of one line may be (D); of a longer one nothing is kept (I)."""
MAX_REALTIME = 5 * 1024
"""How many bytes a report of real-time logs holds, and so one line (D)."""
MAX_REALTIME_LINES = 200
"""How many lines a report of real-time logs holds (D)."""
REALTIME_PERIOD = 5000
"""For how many milliseconds lines are gathered to one report: "at least 5 s" (D), and here no more
(I).
"""
MAX_FILTERS = 1024
"""How many bytes a word to search for may be (D), and all of them (I); more is not taken (I)."""
