"""The system's own settings pages, and the rendering engine."""

from __future__ import annotations

ONLY_ON_ANDROID = "fail only supported on Android"
"""For wx.openSystemBluetoothSetting on an iPhone: that it is not there is D, the text I."""
NO_SKYLINE = "client not supported"
"""Why there is no Skyline (D: one of four reasons): jshost has no rendering engine."""
