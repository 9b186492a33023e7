"""键盘: wx.hideKeyboard. What changes of itself is in test_changes.py."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.world.scenario import Device

from .calls import Play

UP = Scenario(device=Device(keyboardHeight=300))
HIDE = "wx.hideKeyboard({ complete(r) { say(r.errMsg); } });"


def test_hiding(play: Play, heard: Any) -> None:
    listen = "wx.onKeyboardHeightChange((r) => say(r.height));"
    host = play(f"{listen} {HIDE} setTimeout(() => {{ {HIDE} }}, 1);", scenario=UP)
    assert heard(host) == [0, "hideKeyboard:ok", "hideKeyboard:fail:input not exists"]
    assert host.phone.device.keyboardHeight == 0


@pytest.mark.parametrize(("library", "kind"), [("2.8.1", "undefined"), ("2.8.2", "function")])
def test_since(play: Play, heard: Any, library: str, kind: str) -> None:
    assert heard(play("say(typeof wx.hideKeyboard);", base_library=library)) == [kind]
