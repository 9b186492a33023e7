"""Samples of jshost/apis/route.py."""

from __future__ import annotations

from .sample import DETAIL_FIRST, INDEX, Sample

SAMPLES = {
    "navigateTo": Sample("url: '/pages/detail/detail?a=1'", file=INDEX),
    "redirectTo": Sample("url: '/pages/detail/detail?a=1'", file=INDEX),
    "reLaunch": Sample("url: '/pages/detail/detail?a=1'", file=INDEX),
    "switchTab": Sample("url: '/pages/home/home'", file=INDEX),
    "navigateBack": Sample("", DETAIL_FIRST, file=INDEX),
}
