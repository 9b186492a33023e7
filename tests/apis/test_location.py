"""位置: wx.getLocation, wx.chooseLocation and wx.openLocation."""

from __future__ import annotations

import json
from math import cos, hypot, radians
from typing import Any

import pytest

from jshost import Scenario
from jshost.trace import EventRecord
from jshost.world.geodesy import to_gcj02
from jshost.world.scenario import Device, Location

from .calls import CallApi, Play

BEIJING = (39.908823, 116.39747)
METRES_PER_DEGREE = 111_195.0


def at(latitude: float, longitude: float, **fields: Any) -> Scenario:
    """Return a scenario with the phone at a place."""
    return Scenario(location=Location(latitude=latitude, longitude=longitude, **fields))


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two places that are near to each other."""
    north, east = a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0]))
    return hypot(north, east) * METRES_PER_DEGREE


# -- wx.getLocation -------------------------------------------------------------------------------


@pytest.mark.parametrize("options", ["", "type: 'wgs84'", "type: 'nonsense'", "type: ''"])
def test_get_location(call: CallApi, options: str) -> None:
    scenario = at(*BEIJING, speed=1.5, accuracy=20.0, horizontalAccuracy=21.0)
    assert call("getLocation", options, scenario=scenario) == (
        "success",
        {
            "latitude": BEIJING[0],
            "longitude": BEIJING[1],
            "speed": 1.5,
            "accuracy": 20,
            "altitude": 0,
            "verticalAccuracy": 10,
            "horizontalAccuracy": 21,
            "errMsg": "getLocation:ok",
        },
    )


def test_get_location_in_gcj02(call: CallApi) -> None:
    _, result = call("getLocation", "type: 'gcj02'", scenario=at(*BEIJING))
    assert 400 < metres((result["latitude"], result["longitude"]), BEIJING) < 700


@pytest.mark.parametrize(("asked", "altitude"), [("true", 43.5), ("false", 0)])
def test_get_location_altitude(call: CallApi, asked: str, altitude: float) -> None:
    _, result = call("getLocation", f"altitude: {asked}", scenario=at(*BEIJING, altitude=43.5))
    assert result["altitude"] == altitude


@pytest.mark.parametrize(("dialect", "accuracy"), [("android", 0), ("ios", 10), ("devtools", 10)])
def test_get_location_vertical_accuracy(call: CallApi, dialect: str, accuracy: float) -> None:
    _, result = call("getLocation", dialect=dialect)
    assert result["verticalAccuracy"] == accuracy


def test_get_location_in_the_first_libraries(call: CallApi) -> None:
    _, result = call("getLocation", base_library="1.1.1")
    assert set(result) == {"latitude", "longitude", "speed", "accuracy", "errMsg"}


def test_get_location_with_the_service_off(call: CallApi) -> None:
    scenario = Scenario(device=Device(locationEnabled=False))
    assert call("getLocation", scenario=scenario) == (
        "fail",
        {"errMsg": "getLocation:fail:ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF", "errCode": 2},
    )


# -- wx.chooseLocation ----------------------------------------------------------------------------


def test_choose_location(call: CallApi) -> None:
    north, east = to_gcj02(*BEIJING)
    scenario = at(*BEIJING, name="天安门", address="东长安街")
    assert call("chooseLocation", scenario=scenario) == (
        "success",
        {
            "name": "天安门",
            "address": "东长安街",
            "latitude": north,
            "longitude": east,
            "errMsg": "chooseLocation:ok",
        },
    )


def test_choose_location_cancelled(call: CallApi) -> None:
    assert call("chooseLocation", answers={"chooseLocation": "cancel"}) == (
        "fail",
        {"errMsg": "chooseLocation:fail cancel"},
    )


def test_choose_location_refused_shows_no_map(play: Play) -> None:
    host = play("wx.chooseLocation();", base_library="2.0.0", deny=["scope.userLocation"])
    assert host.choices == []


# -- wx.openLocation ------------------------------------------------------------------------------


def test_open_location(play: Play) -> None:
    host = play("wx.openLocation({ latitude: 23.5, longitude: 113, name: 'here', scale: 5 });")
    assert [(event.name, event.detail) for event in host.trace.of(EventRecord)] == [
        (
            "openLocation",
            {"latitude": 23.5, "longitude": 113, "scale": 5, "name": "here", "address": ""},
        )
    ]
    assert host.prompts == []


def refuse_constant(name: str) -> None:
    """Fail for what JSON has no word for."""
    raise ValueError(name)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_open_location_nowhere_leaves_a_trace_of_json(play: Play, number: str) -> None:
    host = play(f"wx.openLocation({{ latitude: {number}, longitude: 0 }});")
    for record in host.trace:
        json.loads(record.to_json(), parse_constant=refuse_constant)


# -- coordinates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "low", "high"),
    [
        (BEIJING, 500, 600),
        ((31.230416, 121.473701), 450, 600),  # Shanghai
        ((23.106574, 113.324587), 550, 700),  # Guangzhou
        ((43.825592, 87.616848), 200, 900),  # Ürümqi
    ],
)
def test_gcj02_in_china(place: tuple[float, float], low: float, high: float) -> None:
    assert low < metres(to_gcj02(*place), place) < high


def test_gcj02_in_beijing() -> None:
    # As published converters have it, to a metre.
    assert metres(to_gcj02(39.915, 116.404), (39.91640428150164, 116.41024449916938)) < 1


@pytest.mark.parametrize(
    "place",
    [(48.8566, 2.3522), (-33.8688, 151.2093), (40.7128, -74.006), (0.0, 0.0), (90.0, 180.0)],
)
def test_gcj02_elsewhere(place: tuple[float, float]) -> None:
    assert to_gcj02(*place) == place
