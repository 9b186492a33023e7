"""Samples of jshost/apis/login.py."""

from __future__ import annotations

from .sample import LOGIN_FIRST, Sample

SAMPLES = {
    "login": Sample(),
    "checkSession": Sample("", LOGIN_FIRST),
}
