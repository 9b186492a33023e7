"""Samples of jshost/apis/scan.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "scanCode": Sample(),
}
KNOWN_DIFFERENCES = {
    ("scanCode", "parameter scanType: values"): "codes of other types are never found",
    ("scanCode", "result path"): "only for a code that leads to this program (D)",
}
