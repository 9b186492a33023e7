"""Samples of jshost/apis/subpackage.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "preDownloadSubpackage": Sample("packageType: 'workers'", file=INDEX),
}
UNTOLD = {
    "PreDownloadSubpackageTask.onProgressUpdate": "the sample's workers are in the main package",
}
