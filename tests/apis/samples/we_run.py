"""Samples of jshost/apis/we_run.py."""

from __future__ import annotations

from .sample import LOGIN_FIRST, Sample

SAMPLES = {
    "getWeRunData": Sample("", LOGIN_FIRST, scope="scope.werun"),
}
