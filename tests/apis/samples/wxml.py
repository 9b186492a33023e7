"""Samples of jshost/apis/wxml.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("createSelectorQuery", "methods"): (
        "those of NodesRef, which its methods return, are declared beside them"
    ),
}
