"""菜单: wx.getMenuButtonBoundingClientRect."""

from __future__ import annotations

import json
from typing import Any

from jshost import Scenario
from jshost.world.scenario import Device

from .calls import Play
from .samples.sample import INDEX

READ = "say(wx.getMenuButtonBoundingClientRect());"


def test_the_button_of_the_default_phone(play: Play, heard: Any) -> None:
    assert heard(play(READ)) == [
        {"width": 87, "height": 32, "left": 296, "top": 51, "right": 383, "bottom": 83}
    ]


def test_the_button_of_another_phone(play: Play, heard: Any) -> None:
    scenario = Scenario(device=Device(screenWidth=414, statusBarHeight=20))
    (rect,) = heard(play(READ, scenario=scenario))
    assert (rect["right"], rect["top"]) == (407, 24)
    assert rect["right"] - rect["left"] == rect["width"]
    assert rect["bottom"] - rect["top"] == rect["height"]


def test_the_button_turns_with_the_page(play: Play) -> None:
    app = {"pages": ["pages/index/index"], "window": {"pageOrientation": "auto"}}
    host = play("", file=INDEX, files={"app.json": json.dumps(app)})
    host.change_device(deviceOrientation="landscape")
    assert host.eval("wx.getMenuButtonBoundingClientRect().right") == 844 - 7
