"""Samples of jshost/apis/ext.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getExtConfig": Sample(),
}
