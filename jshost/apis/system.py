"""系统信息: the phone, as its mini programs see it: all of it, and since 2.20.1 part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NotRequired, TypedDict

from jshost.call import Call, Pending
from jshost.differences import NO_TAP, ONLY_ON_IOS, Authorization
from jshost.differences.system import NO_SKYLINE, ONLY_ON_ANDROID
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives, Switch, parse_switches

wx = Family("base/system", kind="simulated")

_AUTHORIZED = (
    "albumAuthorized", "bluetoothAuthorized", "cameraAuthorized", "locationAuthorized",
    "microphoneAuthorized", "notificationAuthorized", "notificationAlertAuthorized",
    "notificationBadgeAuthorized", "notificationSoundAuthorized", "phoneCalendarAuthorized",
)  # fmt: skip
_LABELS = {
    "albumAuthorized": "照片",
    "bluetoothAuthorized": "蓝牙",
    "cameraAuthorized": "相机",
    "locationAuthorized": "位置",
    "microphoneAuthorized": "麦克风",
    "notificationAuthorized": "通知",
    "notificationAlertAuthorized": "横幅",
    "notificationBadgeAuthorized": "标记",
    "notificationSoundAuthorized": "声音",
    "phoneCalendarAuthorized": "日历",
}


class SystemSetting(TypedDict):
    """What the user can switch on and off, and how the phone is held."""

    bluetoothEnabled: bool
    locationEnabled: bool
    wifiEnabled: bool
    deviceOrientation: str


@wx.api("getSystemInfo")
def get_system_info(call: Call) -> dict[str, Any]:
    """Return what there is to know, as far as the base library has it."""
    return _info(call)


@wx.sync("getSystemInfoSync")
def get_system_info_sync(call: Call) -> dict[str, Any]:
    """Return the same at once."""
    return _info(call)


@wx.api("getSystemInfoAsync", since="2.14.1", promise=False)
def get_system_info_async(call: Call) -> dict[str, Any]:
    """Return the same. It gives no promise in any base library (D)."""
    return _info(call)


@wx.sync("getWindowInfo", since="2.20.1")
def get_window_info(call: Call) -> dict[str, Any]:
    """Return where on the screen the program is, in CSS pixels; `screenTop` is where below the
    title bar its window begins.
    """
    return {**_window(call), "screenTop": call.program.window.top}


@wx.sync("getDeviceInfo", since="2.20.1")
def get_device_info(call: Call) -> dict[str, Any]:
    """Return what phone it is. Its binary interfaces and its processor only Android tells (D)."""
    device = call.phone.device
    fields = [
        ("benchmarkLevel", "2.20.1", device.benchmarkLevel),
        ("brand", "2.20.1", device.brand),
        ("model", "2.20.1", device.model),
        ("system", "2.20.1", device.system),
        ("platform", "2.20.1", call.platform.dialect),
        ("memorySize", "2.30.0", str(device.memorySize)),
    ]
    if call.platform.dialect == "android":
        fields += [
            ("abi", "2.20.1", device.abi),
            ("deviceAbi", "2.25.1", device.deviceAbi),
            ("cpuType", "2.29.0", device.cpuType),
        ]
    return _there(call, fields)


@wx.sync("getAppBaseInfo", since="2.20.1")
def get_app_base_info(call: Call) -> dict[str, Any]:
    """Return what WeChat it is, and how it is set. `PCKernelVersion` is there on computers only."""
    device = call.phone.device
    return _there(
        call,
        [
            ("SDKVersion", "2.20.1", call.platform.base_library),
            ("enableDebug", "2.20.1", call.phone.debug),
            ("host", "2.20.1", {"appId": ""}),
            ("language", "2.20.1", device.language),
            ("version", "2.20.1", device.version),
            *_theme(call, "2.20.1"),
            ("fontSizeScaleFactor", "2.20.1", device.fontSizeScaleFactor),
            ("fontSizeSetting", "2.23.4", device.fontSizeSetting),
        ],
    )


@wx.sync("getSystemSetting", since="2.20.1")
def get_system_setting(call: Call) -> SystemSetting:
    """Return what is switched on."""
    device = call.phone.device
    return {
        "bluetoothEnabled": device.bluetoothEnabled,
        "locationEnabled": device.locationEnabled,
        "wifiEnabled": device.wifiEnabled,
        "deviceOrientation": call.program.window.orientation,
    }


class Benchmark(TypedDict):
    """`modelLevel` is 1 for fast phones, 2 for others, 3 for slow ones; 0 is unknown (D)."""

    benchmarkLevel: int
    modelLevel: int


@wx.api("getDeviceBenchmarkInfo", since="3.4.5", promise=False)
def get_device_benchmark_info(call: Call) -> Benchmark:
    """Return how fast the phone is."""
    device = call.phone.device
    return {"benchmarkLevel": device.benchmarkLevel, "modelLevel": device.modelLevel}


class SkylineInfo(TypedDict):
    """Whether there is a rendering engine Skyline, which one, and why not."""

    isSupported: bool
    version: str
    reason: NotRequired[str]


_SKYLINE: SkylineInfo = {"isSupported": False, "version": "", "reason": NO_SKYLINE}


@wx.api("getSkylineInfo", since="2.26.2", promise=False)
def get_skyline_info(call: Call) -> SkylineInfo:
    """Return that there is none."""
    return _SKYLINE


@wx.sync("getSkylineInfoSync", since="2.26.2")
def get_skyline_info_sync(call: Call) -> SkylineInfo:
    """Return the same at once."""
    return _SKYLINE


@wx.api(
    "openAppAuthorizeSetting",
    since="2.20.1",
    asks=Alternatives("leave", "leave", ("leave",), "switches", names=_AUTHORIZED),
)
def open_app_authorize_setting(call: Call) -> Pending:
    """Show the system's page of what WeChat may do; succeeds when the user leaves it (I)."""
    shown = {name: state == "authorized" for name, state in _authorizations(call).items()}

    def changed(name: str, on: bool) -> dict[str, Any]:
        return {name: "authorized" if on else "denied"}

    return _open_settings(call, "微信", shown, changed)


@wx.api(
    "openSystemBluetoothSetting",
    since="2.20.1",
    asks=Alternatives("leave", "leave", ("leave",), "switches", names=("bluetoothEnabled",)),
)
def open_system_bluetooth_setting(call: Call) -> Pending:
    """Show the system's page for Bluetooth, which only Android has (D)."""
    if call.platform.dialect == "ios":
        raise ApiError(ONLY_ON_ANDROID)
    shown = {"bluetoothEnabled": call.phone.device.bluetoothEnabled}
    return _open_settings(call, "蓝牙", shown, lambda name, on: {name: on})


def _open_settings(
    call: Call,
    title: str,
    shown: Mapping[str, bool],
    changed: Callable[[str, bool], dict[str, Any]],
) -> Pending:
    """Show a page with switches; `changed` gives the phone's fields after one is switched."""
    if not call.tapped:
        raise ApiError(NO_TAP)
    switches = tuple(Switch(name, _LABELS.get(name, title), on) for name, on in shown.items())
    all_on = ",".join(f"+{name}" for name, on in shown.items() if not on) or "leave"
    declared = call.api.asks

    def leave(choice: str) -> None:
        for name, on in (parse_switches(choice, "") or {}).items():
            call.phone.device = call.phone.device.replace(**changed(name, on))

    return call.ask(
        f"{title} 设置",
        leave,
        labels=("leave",),
        switches=switches,
        alternatives=declared and declared.replace(affirm=all_on, values=_once(all_on, "leave")),
    )


def _once(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


@wx.sync("getAppAuthorizeSetting", since="2.20.1")
def get_app_authorize_setting(call: Call) -> dict[str, Authorization | bool]:
    """Return what the system lets WeChat do. On Android all is decided: there what nobody has been
    asked for is denied (D).
    """
    android = call.platform.dialect == "android"
    said: dict[str, Authorization | bool] = {
        name: "denied" if android and state == "not determined" else state
        for name, state in _authorizations(call).items()
    }
    said["locationReducedAccuracy"] = call.phone.device.locationReducedAccuracy
    return {name: value for name, value in said.items() if not (android and name in ONLY_ON_IOS)}


def _authorizations(call: Call) -> dict[str, Authorization]:
    return {name: getattr(call.phone.device, name) for name in _AUTHORIZED}


def _theme(call: Call, since: str) -> list[tuple[str, str, Any]]:
    """Return the theme, which only programs are told whose app.json says `darkmode` (D)."""
    return [("theme", since, call.phone.device.theme)] if call.program.knows_themes else []


def _there(call: Call, fields: list[tuple[str, str, Any]]) -> dict[str, Any]:
    """Return the values of those fields that the base library has, by their names."""
    return {name: value for name, since, value in fields if call.platform.has(since)}


def _info(call: Call) -> dict[str, Any]:
    return _there(call, _fields(call))


def _window(call: Call) -> dict[str, Any]:
    window = call.program.window
    width, height, top = window.screen_width, window.screen_height, window.status_bar
    safe_area = {
        "left": 0, "right": width, "top": top, "bottom": height,
        "width": width, "height": height - top,
    }  # fmt: skip
    return {
        "pixelRatio": call.phone.device.pixelRatio,
        "screenWidth": width,
        "screenHeight": height,
        "windowWidth": window.width,
        "windowHeight": window.height,
        "statusBarHeight": top,
        "safeArea": safe_area,
    }


def _fields(call: Call) -> list[tuple[str, str, Any]]:
    """Return name, base library and value of each field. Sizes in CSS pixels."""
    device = call.phone.device
    window = _window(call)
    allowed = {name: state == "authorized" for name, state in _authorizations(call).items()}
    del allowed["bluetoothAuthorized"]
    calendar = allowed.pop("phoneCalendarAuthorized")
    return [
        ("brand", "1.5.0", device.brand),
        ("model", "1.0.0", device.model),
        ("pixelRatio", "1.0.0", window["pixelRatio"]),
        ("screenWidth", "1.1.0", window["screenWidth"]),
        ("screenHeight", "1.1.0", window["screenHeight"]),
        ("windowWidth", "1.0.0", window["windowWidth"]),
        ("windowHeight", "1.0.0", window["windowHeight"]),
        ("statusBarHeight", "1.9.0", window["statusBarHeight"]),
        ("language", "1.0.0", device.language),
        ("version", "1.0.0", device.version),
        ("system", "1.0.0", device.system),
        ("platform", "1.0.0", call.platform.dialect),
        ("fontSizeSetting", "1.5.0", device.fontSizeSetting),
        ("SDKVersion", "1.1.0", call.platform.base_library),
        ("benchmarkLevel", "1.8.0", device.benchmarkLevel),
        *((name, "2.6.0", value) for name, value in allowed.items()),
        ("phoneCalendarAuthorized", "2.19.3", calendar),
        ("locationReducedAccuracy", "2.6.0", device.locationReducedAccuracy),
        ("bluetoothEnabled", "2.6.0", device.bluetoothEnabled),
        ("locationEnabled", "2.6.0", device.locationEnabled),
        ("wifiEnabled", "2.6.0", device.wifiEnabled),
        ("safeArea", "2.7.0", window["safeArea"]),
        *_theme(call, "2.11.0"),
        ("host", "2.12.3", {"appId": ""}),
        ("enableDebug", "2.15.0", call.phone.debug),
        ("deviceOrientation", "1.0.0", call.program.window.orientation),
    ]
