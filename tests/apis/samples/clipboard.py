"""Samples of jshost/apis/clipboard.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setClipboardData": Sample("data: 'text'"),
    "getClipboardData": Sample(),
}
