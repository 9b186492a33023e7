"""The ratios that a benchmark run found, for the summary at its end."""

from __future__ import annotations

RATIOS: list[tuple[str, str]] = []
