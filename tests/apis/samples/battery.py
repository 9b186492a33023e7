"""Samples of jshost/apis/battery.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "getBatteryInfo": Sample(),
}
SCRIPTS = {
    "getBatteryInfoSync": "say(['success', wx.getBatteryInfoSync()]);",
    "onBatteryInfoChange": "wx.onBatteryInfoChange((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onBatteryInfoChange": lambda host: host.change_device(isLowPowerModeEnabled=True),
}
