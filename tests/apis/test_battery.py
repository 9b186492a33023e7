"""电量: wx.getBatteryInfo and its synchronous form. What changes is in test_changes.py."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.world.scenario import Device

from .calls import CallApi, Play

SCENARIO = Scenario(device=Device(batteryLevel=42, isCharging=True, isLowPowerModeEnabled=True))
INFO = {"level": 42, "isCharging": True, "isLowPowerModeEnabled": True}


def test_battery_of_the_scenario(call: CallApi) -> None:
    expected = ("success", {**INFO, "errMsg": "getBatteryInfo:ok"})
    assert call("getBatteryInfo", scenario=SCENARIO) == expected


@pytest.mark.parametrize("dialect", ["devtools", "android"])
def test_at_once(play: Play, heard: Any, dialect: str) -> None:
    host = play("say(wx.getBatteryInfoSync());", scenario=SCENARIO, dialect=dialect)
    assert heard(host) == [INFO]


def test_iphones_do_not_know_at_once(play: Play, heard: Any) -> None:
    at_once = "try { wx.getBatteryInfoSync(); } catch (e) { say(e.errMsg); }"
    text = f"{at_once} wx.getBatteryInfo().then(say);"
    said, info = heard(play(text, scenario=SCENARIO, dialect="ios"))
    assert said == "getBatteryInfoSync:fail not supported"
    assert info["level"] == 42


@pytest.mark.parametrize(("library", "there"), [("3.4.9", False), ("3.5.0", True)])
def test_saving_power_since(play: Play, heard: Any, library: str, there: bool) -> None:
    host = play("say('isLowPowerModeEnabled' in wx.getBatteryInfoSync());", base_library=library)
    assert heard(host) == [there]
