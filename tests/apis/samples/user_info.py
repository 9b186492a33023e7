"""Samples of jshost/apis/user_info.py."""

from __future__ import annotations

from .sample import LOGIN_FIRST, Sample

SAMPLES = {
    "getUserInfo": Sample("", LOGIN_FIRST, scope="scope.userInfo", gated_at="2.3.0"),
}
