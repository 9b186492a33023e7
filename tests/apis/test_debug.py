"""调试: wx.setEnableDebug."""

from __future__ import annotations

from typing import Any

import pytest

from .calls import Play

TOLD = "say([wx.getSystemInfoSync().enableDebug, wx.getAppBaseInfo().enableDebug]);"


@pytest.mark.parametrize("wanted", [True, False])
def test_the_switch_holds_from_the_next_start_on(play: Play, heard: Any, wanted: bool) -> None:
    value = str(wanted).lower()
    host = play(f"wx.setEnableDebug({{ enableDebug: {value}, success() {{ {TOLD} }} }});")
    assert heard(host) == [[False, False]]
    host.reset()
    host.run_script(f"const say = (v) => console.log(JSON.stringify(v)); {TOLD}", "again.js")
    assert heard(host) == [[wanted, wanted]]
