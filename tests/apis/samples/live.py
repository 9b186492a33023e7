"""Samples of jshost/apis/live.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("createLivePlayerContext", "methods"): "methods that came after base library 2.0 need the view layer, too",
    ("createLivePlayerContext", "parameter component"): "components are not rendered",
    ("createLivePusherContext", "methods"): "methods that came after base library 2.0 need the view layer, too",
}

UNTOLD = {"LivePusherContext.snapshot": "needs the view layer"}
