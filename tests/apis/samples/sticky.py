"""Samples of jshost/apis/sticky.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setTopBarText": Sample("text: 'hello'"),
}
