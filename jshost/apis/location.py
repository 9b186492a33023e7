"""位置: where the phone is, and places on a map."""

from __future__ import annotations

from typing import Literal, TypedDict

from jshost.call import Call, Pending
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives
from jshost.world.geodesy import to_gcj02

wx = Family("location", kind="simulated")


class LocationResult(TypedDict, total=False):
    """Degrees, metres, metres a second. The last three came with base library 1.2.0."""

    latitude: float
    longitude: float
    speed: float
    accuracy: float
    altitude: float
    verticalAccuracy: float
    horizontalAccuracy: float


class ChosenLocation(TypedDict):
    """Degrees in GCJ-02."""

    name: str
    address: str
    latitude: float
    longitude: float


@wx.api("getLocation", scope="scope.userLocation")
def get_location(
    call: Call,
    *,
    type: Literal["wgs84", "gcj02"] = "wgs84",
    altitude: bool = False,
    isHighAccuracy: bool = False,
    highAccuracyExpireTime: float = 0,
) -> LocationResult:
    """Return the position the simulated phone reports. With its location service off, fails as
    Android does (F).
    """
    place = call.phone.scenario.location
    if not call.phone.device.locationEnabled:
        raise ApiError("fail:ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF", err_code=2)
    latitude, longitude = place.latitude, place.longitude
    if type == "gcj02":
        latitude, longitude = to_gcj02(latitude, longitude)
    result: LocationResult = {
        "latitude": latitude,
        "longitude": longitude,
        "speed": place.speed,
        "accuracy": place.accuracy,
    }
    if call.platform.has("1.2.0"):
        android = call.platform.dialect == "android"
        result["altitude"] = place.altitude if altitude else 0.0
        result["verticalAccuracy"] = 0.0 if android else place.verticalAccuracy
        result["horizontalAccuracy"] = place.horizontalAccuracy
    return result


@wx.api(
    "chooseLocation",
    scope="scope.userLocation",
    asks=Alternatives("ok", "cancel", ("ok", "cancel")),
)
def choose_location(
    call: Call, *, latitude: float | None = None, longitude: float | None = None
) -> Pending:
    """Let the user pick a place; the scenario's is the one on offer."""
    place = call.phone.scenario.location

    def answered(choice: str) -> ChosenLocation:
        if choice == "cancel":
            raise ApiError("cancel")
        north, east = to_gcj02(place.latitude, place.longitude)
        return {"name": place.name, "address": place.address, "latitude": north, "longitude": east}

    return call.ask(
        "选择位置", answered, lines=(place.name, place.address), labels=("确定", "取消")
    )


@wx.api("openLocation")
def open_location(
    call: Call,
    *,
    latitude: float,
    longitude: float,
    scale: float = 18,
    name: str = "",
    address: str = "",
) -> None:
    """Show a place (degrees in GCJ-02) on the phone's map."""
    call.tell(
        {
            "latitude": latitude,
            "longitude": longitude,
            "scale": scale,
            "name": name,
            "address": address,
        }
    )
