"""Samples of jshost/apis/image.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "saveImageToPhotosAlbum": Sample("filePath: 'a.png'", scope="scope.writePhotosAlbum"),
}
