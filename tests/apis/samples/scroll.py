"""Samples of jshost/apis/scroll.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "pageScrollTo": Sample("scrollTop: 100", file=INDEX),
}
