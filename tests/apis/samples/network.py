"""Samples of jshost/apis/network.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getNetworkType": Sample(),
}
SCRIPTS = {
    name: f"wx.{name}((r) => say(['success', r]));"
    for name in ("onNetworkStatusChange", "onNetworkWeakChange")
}
HAPPENINGS = {
    "onNetworkStatusChange": lambda host: host.change_device(networkType="none"),
    "onNetworkWeakChange": lambda host: host.change_device(weakNet=True),
}
