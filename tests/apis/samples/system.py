"""Samples of jshost/apis/system.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getSystemInfo": Sample(),
    "getSystemInfoAsync": Sample(),
    "getDeviceBenchmarkInfo": Sample(),
    "getSkylineInfo": Sample(),
    "openAppAuthorizeSetting": Sample(),
    "openSystemBluetoothSetting": Sample(),
}
SCRIPTS = {
    "getSkylineInfoSync": "say(['success', wx.getSkylineInfoSync()]);",
}
