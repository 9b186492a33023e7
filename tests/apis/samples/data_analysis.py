"""Samples of jshost/apis/data_analysis.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getCommonConfig": Sample("mode: 0"),
}
