"""Samples of jshost/apis/update.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "updateWeChatApp": Sample(),
}
