"""Samples of jshost/apis/camera.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("createCameraContext", "methods"): "onCameraFrame tells what a rendered camera sees",
}

UNTOLD = {
    f"CameraContext.{name}": "needs the view layer"
    for name in ("takePhoto", "stopRecord", "setZoom")
}
