"""Samples of jshost/apis/address.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "chooseAddress": Sample(scope="scope.address", gated_at="2.12.0"),
}
