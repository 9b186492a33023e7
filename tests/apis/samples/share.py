"""Samples of jshost/apis/share.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "showShareMenu": Sample("menus: ['shareAppMessage', 'shareTimeline']", file=INDEX),
    "hideShareMenu": Sample("", file=INDEX),
    "updateShareMenu": Sample("withShareTicket: true", file=INDEX),
}
