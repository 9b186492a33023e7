"""Samples of jshost/apis/video.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "saveVideoToPhotosAlbum": Sample("filePath: 'a.mp4'", scope="scope.writePhotosAlbum"),
}
