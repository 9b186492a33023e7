"""Samples of jshost/apis/location.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getLocation": Sample(scope="scope.userLocation"),
    "chooseLocation": Sample(scope="scope.userLocation", gated_at="2.23.0"),
    "openLocation": Sample("latitude: 23, longitude: 113"),
}
