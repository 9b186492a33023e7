"""Samples of jshost/apis/screen.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setScreenBrightness": Sample("value: 0.25"),
    "getScreenBrightness": Sample(),
    "setKeepScreenOn": Sample("keepScreenOn: true"),
    "setVisualEffectOnCapture": Sample("visualEffect: 'hidden'"),
}
