"""Samples of jshost/apis/vibrate.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "vibrateLong": Sample(),
    "vibrateShort": Sample("type: 'heavy'"),
}
KNOWN_DIFFERENCES = {
    ("vibrateShort", "parameter type: required"): "calls without it are served as well (F)",
}
