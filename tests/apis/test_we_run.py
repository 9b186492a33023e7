"""微信运动: wx.getWeRunData."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.clock import VIRTUAL_EPOCH_MS
from jshost.world.scenario import WeRun

from .calls import CallApi, Play, decrypt
from .samples.sample import LOGIN_FIRST

DAY = 86_400
TODAY = VIRTUAL_EPOCH_MS // 1000 // DAY * DAY


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), [0] * 31),
        ((5, 6, 7), [0] * 28 + [5, 6, 7]),
        (tuple(range(40)), list(range(9, 40))),
    ],
)
def test_get_we_run_data(
    play: Play, heard: Any, steps: tuple[int, ...], expected: list[int]
) -> None:
    host = play(
        LOGIN_FIRST.replace("CALL", "wx.getWeRunData({ success: say });"),
        scenario=Scenario(werun=WeRun(steps)),
        app_id="wx0123456789abcdef",
    )
    (result,) = heard(host)
    assert set(result) == {"encryptedData", "iv", "cloudID", "errMsg"}
    payload = decrypt(host, result)
    assert payload["watermark"] == {
        "appid": "wx0123456789abcdef",
        "timestamp": VIRTUAL_EPOCH_MS // 1000,
    }
    assert [day["step"] for day in payload["stepInfoList"]] == expected
    assert [day["timestamp"] for day in payload["stepInfoList"]] == [
        TODAY - DAY * (30 - index) for index in range(31)
    ]


@pytest.mark.parametrize(("library", "there"), [("2.6.9", False), ("2.7.0", True)])
def test_cloud_id(call: CallApi, library: str, there: bool) -> None:
    _, result = call("getWeRunData", base_library=library)
    assert ("cloudID" in result) is there


def test_login_comes_first(play: Play, heard: Any) -> None:
    host = play("wx.getWeRunData({ fail: say });")
    assert heard(host) == [{"errMsg": "getWeRunData:fail need login"}]


def test_there_is_no_promise(play: Play, heard: Any) -> None:
    assert heard(play("say(wx.getWeRunData({}));")) == ["undefined"]
