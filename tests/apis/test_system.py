"""系统信息: wx.getSystemInfo and wx.getSystemInfoSync."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.differences import LATEST
from jshost.world.scenario import Device

from .calls import DECLARATIONS, CallApi, Play, numbers

FIELDS = DECLARATIONS["getSystemInfoSync"]["result"]
READ = "say(wx.getSystemInfoSync());"


def test_both_forms_say_the_same(play: Play, heard: Any) -> None:
    later, now = heard(play(f"wx.getSystemInfo({{ success: say }}); {READ}"))[::-1]
    assert later == {**now, "errMsg": "getSystemInfo:ok"}


def test_system_info_of_the_scenario(play: Play, heard: Any) -> None:
    device = Device(
        brand="HUAWEI", model="P50", screenWidth=400, screenHeight=800, statusBarHeight=30,
        language="en", theme="dark", locationEnabled=False, pixelRatio=2.5,
    )  # fmt: skip
    (info,) = heard(play(READ, scenario=Scenario(device=device)))
    wanted = {
        "brand": "HUAWEI", "model": "P50", "language": "en", "theme": "dark", "pixelRatio": 2.5,
        "screenWidth": 400, "screenHeight": 800, "windowWidth": 400, "statusBarHeight": 30,
        "locationEnabled": False,
    }  # fmt: skip
    assert {name: info[name] for name in wanted} == wanted
    assert info["windowHeight"] < info["screenHeight"]
    assert info["safeArea"] == {
        "left": 0, "right": 400, "top": 30, "bottom": 800, "width": 400, "height": 770,
    }  # fmt: skip


@pytest.mark.parametrize("dialect", ["devtools", "android", "ios"])
@pytest.mark.parametrize("library", ["1.1.0", "2.0.0", LATEST])
def test_system_info_of_the_platform(play: Play, heard: Any, dialect: str, library: str) -> None:
    (info,) = heard(play(READ, dialect=dialect, base_library=library))
    assert (info["platform"], info["SDKVersion"]) == (dialect, library)


@pytest.mark.parametrize(
    "library", ["1.0.0", "1.1.0", "1.5.0", "1.9.0", "2.0.0", "2.6.0", "2.7.0", "2.11.0", LATEST]
)
def test_system_info_has_the_fields_of_its_library(play: Play, heard: Any, library: str) -> None:
    (info,) = heard(play(READ, base_library=library))
    known = {
        name
        for name, field in FIELDS.items()
        if numbers(field.get("since", "1.0.0")) <= numbers(library)
        # Undated in the catalogue; it came with the other answers about what the system allows.
        and not (name == "locationReducedAccuracy" and numbers(library) < (2, 6, 0))
    }
    assert set(info) == known


@pytest.mark.parametrize(("name", "kind"), [(n, f["type"]) for n, f in FIELDS.items()])
def test_system_info_types(call: CallApi, name: str, kind: str) -> None:
    _, info = call("getSystemInfo")
    types = {"string": str, "number": int | float, "boolean": bool, "object": dict}
    value = info[name]
    if name == "benchmarkLevel" or kind != "number":
        assert isinstance(value, types[kind])
    else:
        assert isinstance(value, int | float)
        assert not isinstance(value, bool)
        assert value > 0


def test_system_info_is_a_new_object_each_time(play: Play, heard: Any) -> None:
    host = play("wx.getSystemInfoSync().platform = 'x'; say(wx.getSystemInfoSync().platform);")
    assert heard(host) == ["devtools"]
