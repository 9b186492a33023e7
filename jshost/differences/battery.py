"""The battery."""

from __future__ import annotations

NOT_AT_ONCE = "fail not supported"
"""For wx.getBatteryInfoSync on iPhones, where it cannot be used (D); the text is inferred (I)."""
LOW_POWER_SINCE = "3.5.0"
"""The base library from which on a program is told whether the phone saves power (D)."""
