"""Samples of jshost/apis/video_context.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("createVideoContext", "methods"): "there is nothing to cast to",
    ("createVideoContext", "parameter component"): "components are not rendered",
    ("VideoContext.requestFullScreen", "parameter option: required"): (
        "programs leave it out, and that works (F)"
    ),
}
