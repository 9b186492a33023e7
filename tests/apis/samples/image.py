"""Samples of jshost/apis/image.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "chooseImage": Sample(),
    "chooseMessageFile": Sample("count: 2"),
    "previewImage": Sample("urls: ['https://example.com/a.png', 'a.png']"),
    "previewMedia": Sample("sources: [{ url: 'a.png' }, { url: 'a.mp4', type: 'video' }]"),
    "getImageInfo": Sample("src: 'a.png'"),
    "compressImage": Sample("src: 'a.png'"),
    "cropImage": Sample("src: 'a.png', cropScale: '1:1'"),
    "editImage": Sample("src: 'a.png'"),
    "saveImageToPhotosAlbum": Sample("filePath: 'a.png'", scope="scope.writePhotosAlbum"),
}

_ITEMS = "of its items: those that are none of them are left out"
KNOWN_DIFFERENCES = {
    ("chooseImage", "parameter sizeType: values"): _ITEMS,
    ("chooseImage", "parameter sourceType: values"): _ITEMS,
    ("cropImage", "parameter cropScale: values"): (
        "a ratio that does not exist fails; there is no default to fall back to"
    ),
}
