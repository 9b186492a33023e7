"""Samples of jshost/apis/pull_down_refresh.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "startPullDownRefresh": Sample(file=INDEX),
    "stopPullDownRefresh": Sample(file=INDEX),
}
