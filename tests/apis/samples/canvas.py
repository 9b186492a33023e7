"""Samples of jshost/apis/canvas.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "drawCanvas": Sample("canvasId: 'c', actions: []"),
}
KNOWN_DIFFERENCES = {
    ("createCanvasContext", "methods"): (
        "those of CanvasGradient, which its methods return, are declared beside them"
    ),
    ("createContext", "methods"): "those of createCanvasContext, which are declared there",
    ("drawCanvas", "convention"): "it takes callbacks (R); its documentation has none",
    ("drawCanvas", "parameter page"): "how a context says which page its component is in",
}
UNTOLD = {
    "CanvasContext.measureText": "it needs the view layer",
}
