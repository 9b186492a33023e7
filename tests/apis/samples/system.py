"""Samples of jshost/apis/system.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getSystemInfo": Sample(),
    "getSystemInfoAsync": Sample(),
}
