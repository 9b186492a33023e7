"""Samples of jshost/apis/crypto.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getRandomValues": Sample("length: 16"),
}
