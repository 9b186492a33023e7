"""Samples of jshost/apis/setting.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "authorize": Sample("scope: 'scope.camera'", scope="scope.camera"),
    "getSetting": Sample("withSubscriptions: true"),
    "openSetting": Sample("withSubscriptions: true"),
}
