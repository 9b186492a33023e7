"""系统信息: the phone, as its mini programs see it."""

from __future__ import annotations

from typing import Any

from jshost.call import Call
from jshost.registry import Family

wx = Family("base/system")

_TITLE_BAR = 44


@wx.api("getSystemInfo")
def get_system_info(call: Call) -> dict[str, Any]:
    """Return what there is to know, as far as the base library has it."""
    return _info(call)


@wx.sync("getSystemInfoSync")
def get_system_info_sync(call: Call) -> dict[str, Any]:
    """Return the same at once."""
    return _info(call)


def _info(call: Call) -> dict[str, Any]:
    return {name: value for name, since, value in _fields(call) if call.platform.has(since)}


def _fields(call: Call) -> list[tuple[str, str, Any]]:
    """Return name, base library and value of each field. Sizes in CSS pixels."""
    device = call.phone.scenario.device
    width, height = device.screenWidth, device.screenHeight
    top = device.statusBarHeight
    safe_area = {
        "left": 0, "right": width, "top": top, "bottom": height,
        "width": width, "height": height - top,
    }  # fmt: skip
    authorized = (
        "album", "camera", "location", "microphone",
        "notification", "notificationAlert", "notificationBadge", "notificationSound",
    )  # fmt: skip
    return [
        ("brand", "1.5.0", device.brand),
        ("model", "1.0.0", device.model),
        ("pixelRatio", "1.0.0", device.pixelRatio),
        ("screenWidth", "1.1.0", width),
        ("screenHeight", "1.1.0", height),
        ("windowWidth", "1.0.0", width),
        ("windowHeight", "1.0.0", height - top - _TITLE_BAR),
        ("statusBarHeight", "1.9.0", top),
        ("language", "1.0.0", device.language),
        ("version", "1.0.0", device.version),
        ("system", "1.0.0", device.system),
        ("platform", "1.0.0", call.platform.dialect),
        ("fontSizeSetting", "1.5.0", device.fontSizeSetting),
        ("SDKVersion", "1.1.0", call.platform.base_library),
        ("benchmarkLevel", "1.8.0", device.benchmarkLevel),
        *((f"{name}Authorized", "2.6.0", True) for name in authorized),
        ("phoneCalendarAuthorized", "2.19.3", True),
        ("locationReducedAccuracy", "2.6.0", False),
        ("bluetoothEnabled", "2.6.0", device.bluetoothEnabled),
        ("locationEnabled", "2.6.0", device.locationEnabled),
        ("wifiEnabled", "2.6.0", device.wifiEnabled),
        ("safeArea", "2.7.0", safe_area),
        ("theme", "2.11.0", device.theme),
        ("host", "2.12.3", {"appId": ""}),
        ("enableDebug", "2.15.0", False),
        ("deviceOrientation", "1.0.0", "portrait"),
    ]
