"""电量: how full the phone's battery is."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from jshost.call import Call
from jshost.differences.battery import LOW_POWER_SINCE, NOT_AT_ONCE
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("device/battery", kind="simulated")

wx.event("onBatteryInfoChange", since="3.5.0", off="offBatteryInfoChange")


class BatteryInfo(TypedDict):
    """`level` is from 1 to 100; `isLowPowerModeEnabled` is there since 3.5.0."""

    level: int
    isCharging: bool
    isLowPowerModeEnabled: NotRequired[bool]


@wx.api("getBatteryInfo")
def get_battery_info(call: Call) -> BatteryInfo:
    """Return how full the battery is."""
    return _info(call)


@wx.sync("getBatteryInfoSync")
def get_battery_info_sync(call: Call) -> BatteryInfo:
    """Return the same at once. iPhones cannot (D)."""
    if call.platform.dialect == "ios":
        raise ApiError(NOT_AT_ONCE)
    return _info(call)


def _info(call: Call) -> BatteryInfo:
    device = call.phone.device
    info: BatteryInfo = {"level": device.batteryLevel, "isCharging": device.isCharging}
    if call.platform.has(LOW_POWER_SINCE):
        info["isLowPowerModeEnabled"] = device.isLowPowerModeEnabled
    return info
