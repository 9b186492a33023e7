"""Samples of jshost/apis/performance.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("PerformanceObserver.observe", "parameter type: values"): (
        "others may be observed too, and never come"
    ),
}
