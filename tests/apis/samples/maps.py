"""Samples of jshost/apis/maps.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("createMapContext", "methods"): "methods that came after base library 2.0 need the view layer, too",
    ("createMapContext", "parameter component"): "components are not rendered",
}

UNTOLD = {
    f"MapContext.{name}": "needs the view layer"
    for name in ("getCenterLocation", "getRegion", "getScale")
}
