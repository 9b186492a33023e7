"""Samples of jshost/apis/debug.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setEnableDebug": Sample("enableDebug: true"),
}
