"""What a program has reported to the platform's statistics, as state that a test can look at."""

from __future__ import annotations

from typing import Any

from jshost.frozen import Frozen


class Report(Frozen):
    """One report: the API that made it, the event or number that it is of, and its data or value.
    `t` is milliseconds since the start of the run.
    """

    api: str
    id: str | float
    data: Any
    t: float
