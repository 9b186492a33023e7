"""Samples of jshost/apis/navigation_bar.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "setNavigationBarTitle": Sample("title: 'Orders'", file=INDEX),
    "setNavigationBarColor": Sample(
        "frontColor: '#000000', backgroundColor: '#ff8800'", file=INDEX
    ),
    "showNavigationBarLoading": Sample(file=INDEX),
    "hideNavigationBarLoading": Sample(file=INDEX),
    "hideHomeButton": Sample(file=INDEX),
}
