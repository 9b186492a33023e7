"""系统信息: wx.getSystemInfo, its other forms, and its parts."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.differences import LATEST
from jshost.errors import InputError
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


def test_what_the_system_lets_wechat_do(play: Play, heard: Any) -> None:
    device = Device(microphoneAuthorized="denied", phoneCalendarAuthorized="not determined")
    (info,) = heard(play(READ, scenario=Scenario(device=device)))
    names = ("microphoneAuthorized", "phoneCalendarAuthorized", "cameraAuthorized")
    assert [info[name] for name in names] == [False, False, True]


# -- wx.getSystemInfoAsync ------------------------------------------------------------------------


def test_system_info_async_says_the_same(play: Play, heard: Any) -> None:
    host = play(f"""
        const made = wx.getSystemInfoAsync({{ success: say, complete(r) {{ say(r.errMsg); }} }});
        {READ}
        say(typeof made);
    """)
    now, made, later, complete = heard(host)
    assert later == {**now, "errMsg": "getSystemInfoAsync:ok"}
    assert (made, complete) == ("undefined", "getSystemInfoAsync:ok")


@pytest.mark.parametrize(("library", "kind"), [("2.14.0", "undefined"), ("2.14.1", "function")])
def test_system_info_async_since(play: Play, heard: Any, library: str, kind: str) -> None:
    assert heard(play("say(typeof wx.getSystemInfoAsync);", base_library=library)) == [kind]


# -- wx.getWindowInfo and the other parts ---------------------------------------------------------

PARTS = (
    "getWindowInfo", "getDeviceInfo", "getAppBaseInfo", "getSystemSetting",
    "getAppAuthorizeSetting",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("library", "kind"), [("2.20.0", "undefined"), ("2.20.1", "function")])
def test_parts_since(play: Play, heard: Any, part: str, library: str, kind: str) -> None:
    assert heard(play(f"say(typeof wx.{part});", base_library=library)) == [kind]


@pytest.mark.parametrize("part", PARTS[:-1])
def test_parts_say_what_the_whole_says(play: Play, heard: Any, part: str) -> None:
    device = Device(
        brand="HUAWEI", screenWidth=400, statusBarHeight=30, theme="dark", version="8.0.40",
        wifiEnabled=False, fontSizeSetting=20, language="en",
    )  # fmt: skip
    info, found = heard(play(f"{READ} say(wx.{part}());", scenario=Scenario(device=device)))
    both = info.keys() & found.keys()
    assert both
    assert {name: found[name] for name in both} == {name: info[name] for name in both}


@pytest.mark.parametrize("part", PARTS)
def test_parts_have_documented_types(play: Play, heard: Any, part: str) -> None:
    types = {"string": str, "number": int | float, "boolean": bool, "object": dict}
    (found,) = heard(play(f"say(wx.{part}());", dialect="android"))
    for name, value in found.items():
        assert isinstance(value, types[DECLARATIONS[part]["result"][name]["type"]])


@pytest.mark.parametrize("part", PARTS)
def test_parts_take_no_parameters(play: Play, heard: Any, part: str) -> None:
    one, other = heard(play(f"say(wx.{part}()); say(wx.{part}(5, () => {{}}));"))
    assert one == other


def test_window_info_begins_below_the_title_bar(play: Play, heard: Any) -> None:
    (info,) = heard(play("say(wx.getWindowInfo());"))
    assert info["screenTop"] + info["windowHeight"] == info["screenHeight"]


@pytest.mark.parametrize("dialect", ["devtools", "android", "ios"])
def test_device_info_of_android(play: Play, heard: Any, dialect: str) -> None:
    device = Device(abi="armeabi-v7a", deviceAbi="arm64-v8a", cpuType="SM8250", memorySize=8192)
    scenario = Scenario(device=device)
    (info,) = heard(play("say(wx.getDeviceInfo());", dialect=dialect, scenario=scenario))
    assert (info["platform"], info["memorySize"]) == (dialect, "8192")
    told = {"abi": "armeabi-v7a", "deviceAbi": "arm64-v8a", "cpuType": "SM8250"}
    assert {name: info[name] for name in told if name in info} == (
        told if dialect == "android" else {}
    )


def test_device_info_of_an_older_library(play: Play, heard: Any) -> None:
    host = play("say(wx.getDeviceInfo());", dialect="android", base_library="2.28.0")
    (info,) = heard(host)
    assert info.keys() & {"abi", "deviceAbi", "cpuType", "memorySize"} == {"abi", "deviceAbi"}


def test_app_base_info_of_the_scenario(play: Play, heard: Any) -> None:
    scenario = Scenario(device=Device(fontSizeScaleFactor=1.25, fontSizeSetting=20))
    (info,) = heard(play("say(wx.getAppBaseInfo());", scenario=scenario))
    assert (info["fontSizeScaleFactor"], info["fontSizeSetting"]) == (1.25, 20)


@pytest.mark.parametrize(
    ("dialect", "undecided"),
    [("devtools", "not determined"), ("ios", "not determined"), ("android", "denied")],
)
def test_app_authorize_setting(play: Play, heard: Any, dialect: str, undecided: str) -> None:
    device = Device(
        microphoneAuthorized="denied", cameraAuthorized="not determined",
        albumAuthorized="denied", locationReducedAccuracy=True,
    )  # fmt: skip
    scenario = Scenario(device=device)
    (info,) = heard(play("say(wx.getAppAuthorizeSetting());", dialect=dialect, scenario=scenario))
    everywhere = {
        "microphoneAuthorized": "denied", "cameraAuthorized": undecided,
        "locationAuthorized": "authorized", "notificationAuthorized": "authorized",
        "phoneCalendarAuthorized": "authorized",
    }  # fmt: skip
    elsewhere = {
        "albumAuthorized": "denied", "bluetoothAuthorized": "authorized",
        "locationReducedAccuracy": True, "notificationAlertAuthorized": "authorized",
        "notificationBadgeAuthorized": "authorized", "notificationSoundAuthorized": "authorized",
    }  # fmt: skip
    assert info == (everywhere if dialect == "android" else everywhere | elsewhere)


# -- the system's own settings --------------------------------------------------------------------

NO_TAP = "fail can only be invoked by user TAP gesture."


@pytest.mark.parametrize(
    ("answer", "camera", "location"),
    [
        ("leave", "denied", "not determined"),
        ("+cameraAuthorized", "authorized", "not determined"),
        ("+cameraAuthorized,-locationAuthorized", "authorized", "denied"),
    ],
)
def test_open_app_authorize_setting(
    play: Play, heard: Any, answer: str, camera: str, location: str
) -> None:
    device = Device(cameraAuthorized="denied", locationAuthorized="not determined")
    host = play(
        """wx.openAppAuthorizeSetting({ success(r) {
            const { cameraAuthorized, locationAuthorized } = wx.getAppAuthorizeSetting();
            say([r.errMsg, cameraAuthorized, locationAuthorized]);
        } });""",
        scenario=Scenario(device=device),
        answers={"openAppAuthorizeSetting": answer},
    )
    assert heard(host) == [["openAppAuthorizeSetting:ok", camera, location]]
    host.reset()
    assert host.phone.device == device


def test_a_user_who_goes_along_switches_all_on(play: Play) -> None:
    denied = Device(cameraAuthorized="denied", albumAuthorized="denied", bluetoothEnabled=False)
    script = "wx.openAppAuthorizeSetting(); wx.openSystemBluetoothSetting();"
    host = play(script, scenario=Scenario(device=denied))
    assert host.phone.device == Device()
    assert [asked.chosen for asked in host.choices] == [
        "+albumAuthorized,+cameraAuthorized",
        "+bluetoothEnabled",
    ]


@pytest.mark.parametrize(("answer", "on"), [("leave", True), ("-bluetoothEnabled", False)])
def test_open_system_bluetooth_setting(play: Play, heard: Any, answer: str, on: bool) -> None:
    host = play(
        """wx.openSystemBluetoothSetting({ success() {
            say(wx.getSystemSetting().bluetoothEnabled);
        } });""",
        dialect="android",
        answers={"openSystemBluetoothSetting": answer},
    )
    assert heard(host) == [on]


def test_bluetooth_settings_are_androids(call: CallApi) -> None:
    text = "openSystemBluetoothSetting:fail only supported on Android"
    assert call("openSystemBluetoothSetting", dialect="ios") == ("fail", {"errMsg": text})


@pytest.mark.parametrize("api", ["openAppAuthorizeSetting", "openSystemBluetoothSetting"])
def test_system_settings_need_a_tap(play: Play, heard: Any, api: str) -> None:
    script = f"wx.{api}({{ fail(r) {{ say(r.errMsg); }} }});"
    host = play(script, file="pages/index/index.js")
    assert heard(host) == [f"{api}:{NO_TAP}"]
    assert host.choices == []


@pytest.mark.parametrize(
    "answer", ["+bluetoothEnabled", "cameraAuthorized", "+scope.camera", "", "+", "+a,leave"]
)
def test_what_is_no_answer_to_the_page(play: Play, answer: str) -> None:
    with pytest.raises(InputError, match="no answer to openAppAuthorizeSetting"):
        play("", answers={"openAppAuthorizeSetting": answer})


# -- the rest -------------------------------------------------------------------------------------


def test_get_device_benchmark_info(call: CallApi) -> None:
    device = Device(benchmarkLevel=-1, modelLevel=3)
    outcome, result = call("getDeviceBenchmarkInfo", scenario=Scenario(device=device))
    assert outcome == "success"
    assert result == {
        "benchmarkLevel": -1,
        "modelLevel": 3,
        "errMsg": "getDeviceBenchmarkInfo:ok",
    }


def test_there_is_no_skyline(play: Play, heard: Any) -> None:
    none = {"isSupported": False, "version": "", "reason": "client not supported"}
    host = play("say(wx.getSkylineInfoSync()); wx.getSkylineInfo({ success: say });")
    assert heard(host) == [none, {**none, "errMsg": "getSkylineInfo:ok"}]
