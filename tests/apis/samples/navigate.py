"""Samples of jshost/apis/navigate.py."""

from __future__ import annotations

from .sample import REFERRED, Sample

SAMPLES = {
    "navigateToMiniProgram": Sample("appId: 'wx0ther', shortLink: '#小程序://x'"),
    "navigateBackMiniProgram": Sample(file=REFERRED),
    "exitMiniProgram": Sample(),
}
