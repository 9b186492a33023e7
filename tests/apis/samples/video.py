"""Samples of jshost/apis/video.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "chooseMedia": Sample(),
    "chooseVideo": Sample(),
    "getVideoInfo": Sample("src: 'a.mp4'"),
    "checkDeviceSupportHevc": Sample(),
    "saveVideoToPhotosAlbum": Sample("filePath: 'a.mp4'", scope="scope.writePhotosAlbum"),
}

_ITEMS = "of its items: those that are none of them are left out"
KNOWN_DIFFERENCES = {
    ("chooseMedia", "parameter mediaType: values"): _ITEMS,
    ("chooseMedia", "parameter sourceType: values"): _ITEMS,
    ("chooseVideo", "parameter sourceType: values"): _ITEMS,
}
