"""Samples of jshost/apis/network.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getNetworkType": Sample(),
}
