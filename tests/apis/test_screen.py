"""屏幕: brightness, whether the screen stays on, and pictures of it."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.world.scenario import Device

from .calls import CallApi, Play


def test_brightness_is_what_was_set(play: Play, heard: Any) -> None:
    host = play("""
        wx.setScreenBrightness({ value: 0.25, success() {
            wx.getScreenBrightness({ success: say });
        } });
    """)
    assert heard(host) == [{"value": 0.25, "errMsg": "getScreenBrightness:ok"}]
    assert host.phone.device.screenBrightness == 0.25


def test_brightness_of_the_scenario(call: CallApi) -> None:
    scenario = Scenario(device=Device(screenBrightness=0.75))
    assert call("getScreenBrightness", scenario=scenario)[1]["value"] == 0.75


@pytest.mark.parametrize("value", ["-0.01", "1.01", "1e300", "-1e300"])
def test_wrong_brightness(call: CallApi, value: str) -> None:
    expected = {"errMsg": "setScreenBrightness:fail:value invalid"}
    assert call("setScreenBrightness", f"value: {value}") == ("fail", expected)


@pytest.mark.parametrize("value", ["0", "1", "-0"])
def test_ends_of_brightness(call: CallApi, value: str) -> None:
    assert call("setScreenBrightness", f"value: {value}")[0] == "success"


@pytest.mark.parametrize(("given", "kept"), [("true", True), ("false", False)])
def test_keep_screen_on(play: Play, given: str, kept: bool) -> None:
    host = play(f"wx.setKeepScreenOn({{ keepScreenOn: {given} }});")
    assert host.phone.screen.keep_on is kept
    host.reset()
    assert host.phone.screen.keep_on is False


@pytest.mark.parametrize(
    ("options", "effect"),
    [("visualEffect: 'hidden'", "hidden"), ("visualEffect: 'none'", "none"), ("", "none"),
     ("visualEffect: 'blur'", "none")],
)  # fmt: skip
def test_visual_effect(play: Play, options: str, effect: str) -> None:
    host = play(f"wx.setVisualEffectOnCapture({{ {options} }});")
    assert host.phone.screen.capture_effect == effect
