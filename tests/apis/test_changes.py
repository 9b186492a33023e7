"""A phone that changes while its program runs: what the program finds then, and what it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host, Scenario
from jshost.apis import changes, registry
from jshost.differences import LATEST
from jshost.errors import InputError
from jshost.trace import EventRecord
from jshost.world.scenario import Device

from .calls import Play
from .samples.sample import INDEX

EVENTS = [*(event for event, _, _ in changes.EVENTS), "onWindowResize"]
LISTEN = "".join(f"wx.{event}((r) => say(['{event}', r]));" for event in EVENTS)
INFO = "say(wx.getSystemInfoSync());"


def told(play: Play, heard: Any, library: str = LATEST, **fields: Any) -> list[Any]:
    """Return what listeners to all events of the phone are told of a change."""
    listen = "".join(f"if (wx.{event}) wx.{event}((r) => say(['{event}', r]));" for event in EVENTS)
    host = play(listen, base_library=library)
    host.change_device(**fields)
    return list(heard(host))


def asked(host: Host, text: str) -> Any:
    """Return what an expression is in a host's guest."""
    return host.eval(text)


@pytest.mark.parametrize(
    ("fields", "event", "detail"),
    [
        ({"theme": "dark"}, "onThemeChange", {"theme": "dark"}),
        (
            {"networkType": "none"},
            "onNetworkStatusChange",
            {"isConnected": False, "networkType": "none"},
        ),
        (
            {"networkType": "5g", "signalStrength": -90},
            "onNetworkStatusChange",
            {"isConnected": True, "networkType": "5g"},
        ),
        ({"weakNet": True}, "onNetworkWeakChange", {"weakNet": True, "networkType": "wifi"}),
        ({"keyboardHeight": 300}, "onKeyboardHeightChange", {"height": 300}),
        (
            {"isLowPowerModeEnabled": True},
            "onBatteryInfoChange",
            {"isLowPowerModeEnabled": True},
        ),
        (
            {"screenWidth": 700},
            "onWindowResize",
            {"size": {"windowWidth": 700, "windowHeight": 844 - 47 - 44}},
        ),
    ],
)
def test_listeners_are_told(
    play: Play, heard: Any, fields: dict[str, Any], event: str, detail: dict[str, Any]
) -> None:
    assert told(play, heard, **fields) == [[event, detail]]


@pytest.mark.parametrize(
    "fields",
    [{}, {"theme": "light"}, {"networkType": "wifi"}, {"language": "en"}, {"batteryLevel": 3}],
)
def test_nothing_is_told_of_what_stays_or_has_no_event(
    play: Play, heard: Any, fields: dict[str, Any]
) -> None:
    assert told(play, heard, **fields) == []


def test_everything_at_once(play: Play, heard: Any) -> None:
    fields = {
        "theme": "dark", "networkType": "2g", "weakNet": True, "keyboardHeight": 1,
        "isLowPowerModeEnabled": True, "screenHeight": 900,
    }  # fmt: skip
    assert [name for name, _ in told(play, heard, **fields)] == EVENTS


@pytest.mark.parametrize("event", EVENTS)
def test_off(play: Play, heard: Any, event: str) -> None:
    off = event.replace("on", "off", 1)
    host = play(f"""
        const a = () => say('a');
        wx.{event}(a);
        wx.{event}(() => say('b'));
        wx.{off}(a);
        globalThis.stop = () => wx.{off}();
    """)
    change(host)
    host.eval("stop()")
    host.change_device(**{name: getattr(Device(), name) for name in CHANGED})
    assert heard(host) == ["b"]


CHANGED = {
    "theme": "dark", "networkType": "2g", "weakNet": True, "keyboardHeight": 1,
    "isLowPowerModeEnabled": True, "screenHeight": 900,
}  # fmt: skip


def change(host: Host) -> None:
    """Change everything of which there is an event."""
    host.change_device(**CHANGED)


@pytest.mark.parametrize(
    ("library", "events"),
    [
        ("1.0.0", []),
        ("1.1.0", ["onNetworkStatusChange"]),
        ("2.3.0", ["onNetworkStatusChange", "onWindowResize"]),
        ("2.11.0", [name for name in EVENTS if name[2] in "TKW" or "Status" in name]),
    ],
)
def test_older_libraries(play: Play, heard: Any, library: str, events: list[str]) -> None:
    host = play("", base_library=library)
    change(host)
    names = [record.name for record in host.trace.of(EventRecord) if record.name in EVENTS]
    assert names == events
    assert [name for name, _ in told(play, heard, library, **CHANGED)] == events


def test_off_came_later_than_some_events(play: Play, heard: Any) -> None:
    text = "say(['offNetworkStatusChange', 'onNetworkStatusChange'].map((n) => n in wx));"
    assert heard(play(text, base_library="2.9.2")) == [[False, True]]
    assert heard(play(text, base_library="2.9.3")) == [[True, True]]


def test_what_the_phone_says_from_then_on(play: Play) -> None:
    host = play("")
    host.change_device(
        theme="dark", language="en", networkType="4g", batteryLevel=7, isCharging=True,
        bluetoothEnabled=False, fontSizeSetting=20, microphoneAuthorized="denied",
    )  # fmt: skip
    info = asked(host, "wx.getSystemInfoSync()")
    names = ("theme", "language", "bluetoothEnabled", "fontSizeSetting", "microphoneAuthorized")
    assert [info[name] for name in names] == ["dark", "en", False, 20, False]
    assert asked(host, "wx.getAppBaseInfo().theme") == "dark"
    assert asked(host, "wx.getBatteryInfoSync()") == {
        "level": 7, "isCharging": True, "isLowPowerModeEnabled": False,
    }  # fmt: skip
    host.eval("wx.getNetworkType({ success(r) { console.log(r.networkType); } })")
    host.settle()
    assert host.console[-1].message == "4g"


def test_listeners_find_the_phone_changed(play: Play, heard: Any) -> None:
    host = play("wx.onThemeChange(() => say(wx.getSystemInfoSync().theme));")
    host.change_device(theme="dark")
    assert heard(host) == ["dark"]


def test_a_change_is_in_the_trace(play: Play) -> None:
    host = play("")
    host.change_device(theme="dark")
    events = [(record.name, record.detail) for record in host.trace.of(EventRecord)]
    changed = ("changeDevice", {"theme": "dark"})
    assert events == [changed, ("onThemeChange", {"theme": "dark"})]


def test_a_fresh_run_has_the_scenarios_phone(play: Play) -> None:
    host = play("", scenario=Scenario(device=Device(theme="dark", keyboardHeight=5)))
    host.change_device(theme="light", keyboardHeight=0, language="en")
    host.reset()
    assert host.phone.device == Device(theme="dark", keyboardHeight=5)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"theem": "dark"}, "unknown key theem; did you mean theme?"),
        ({"theme": "grey"}, "theme should be one of light, dark, not 'grey'"),
        ({"screenWidth": "wide"}, "screenWidth should be a whole number, not 'wide'"),
        ({"screenWidth": 1.5}, "screenWidth should be a whole number, not 1.5"),
        ({"screenWidth": 10**30}, "screenWidth is too large a number; the largest is"),
        ({"pixelRatio": float("nan")}, "pixelRatio should be a number, not nan"),
        ({"weakNet": 1}, "weakNet should be true or false, not 1"),
        ({"networkType": None}, "networkType should be one of wifi, 2g, 3g"),
    ],
)
def test_wrong_changes(play: Play, fields: dict[str, Any], said: str) -> None:
    host = play("")
    with pytest.raises(InputError) as caught:
        host.change_device(**fields)
    assert str(caught.value).startswith(said)
    assert host.phone.device == Device()


# -- themes ---------------------------------------------------------------------------------------

APP = {"pages": ["pages/index/index"], "window": {}}


def app_json(**more: Any) -> dict[str, str]:
    return {"app.json": json.dumps({**APP, **more})}


@pytest.mark.parametrize(("declared", "told"), [(True, ["dark"]), (False, []), ("yes", [])])
def test_themes_are_for_programs_that_declare_them(
    play: Play, heard: Any, declared: Any, told: list[str]
) -> None:
    text = "wx.onThemeChange((r) => say(r.theme));"
    host = play(text, file=INDEX, files=app_json(darkmode=declared))
    host.change_device(theme="dark")
    assert heard(host) == told
    there = "'theme' in wx.getSystemInfoSync() && 'theme' in wx.getAppBaseInfo()"
    assert asked(host, there) is bool(told)


def test_apps_own_hook(play: Play, heard: Any) -> None:
    app = "App({ onThemeChange(r) { console.log(JSON.stringify(r)); } });"
    host = play("", file=INDEX, files={**app_json(darkmode=True), "app.js": app})
    host.change_device(theme="dark")
    assert heard(host) == [{"theme": "dark"}]


THEMES = {
    "light": {"bar": "#eeeeee", "text": "black", "tab": "#111111", "icon": "light.png"},
    "dark": {"bar": "#222222", "text": "white", "tab": "#dddddd", "icon": "dark.png"},
}
TABS = ["pages/index/index", "pages/detail/detail"]
THEMED = {
    "darkmode": True,
    "themeLocation": "theme.json",
    "pages": TABS,
    "window": {"navigationBarBackgroundColor": "@bar", "navigationBarTextStyle": "@text"},
    "tabBar": {
        "color": "@tab",
        "selectedColor": "@none",
        "list": [{"pagePath": path, "text": path[-1], "iconPath": "@icon"} for path in TABS],
    },
}


def themed(play: Play, text: str = "", themes: Any = None, **more: Any) -> Host:
    """Run a program whose bars look as the theme has it."""
    files = {"app.json": json.dumps({**THEMED, **more})}
    if themes is not False:
        files["theme.json"] = json.dumps(themes or THEMES)
    host = play(text, file=INDEX, files=files)
    assert host.errors == []
    return host


def looks(host: Host) -> list[str]:
    """Return how the bars look."""
    bar, tabs = host.page.navigation_bar, host.phone.screen.tab_bar
    assert tabs is not None
    return [bar.background_color, bar.front_color, tabs.color, tabs.items[0].icon]


LIGHT = ["#eeeeee", "#000000", "#111111", "light.png"]
DARK = ["#222222", "#ffffff", "#dddddd", "dark.png"]


def test_bars_look_as_the_theme_has_it(play: Play) -> None:
    host = themed(play)
    assert looks(host) == LIGHT
    host.change_device(theme="dark")
    assert looks(host) == DARK
    host.tap_tab("pages/detail/detail")
    assert looks(host) == DARK
    host.change_device(theme="light")
    assert looks(host) == LIGHT
    host.tap_tab("pages/index/index")
    assert looks(host) == LIGHT
    assert host.phone.screen.tab_bar is not None
    assert host.phone.screen.tab_bar.selected_color == "@none"


def test_what_the_program_has_changed_stays(play: Play) -> None:
    host = themed(
        play,
        "wx.setNavigationBarTitle({ title: 't' });"
        "wx.setNavigationBarColor({ frontColor: '#000000', backgroundColor: '#123456' });"
        "wx.setTabBarItem({ index: 1, text: 'mine', iconPath: 'mine.png' });",
    )
    host.change_device(theme="dark")
    assert looks(host) == ["#123456", "#000000", "#dddddd", "dark.png"]
    assert host.page.title == "t"
    assert host.phone.screen.tab_bar is not None
    assert host.phone.screen.tab_bar.items[1].icon == "mine.png"


@pytest.mark.parametrize(
    ("settings", "color"),
    [
        ({"darkmode": False}, "@bar"),
        ({"themes": {"light": 5, "dark": []}}, "@bar"),
        ({"themes": {"light": {"bar": 5}}}, "#000000"),
        ({"themes": False}, "@bar"),
        ({"themeLocation": "../../theme.json"}, "@bar"),
    ],
)
def test_variables_that_are_not_there(play: Play, settings: Any, color: str) -> None:
    host = themed(play, **settings)
    host.change_device(theme="dark")
    host.change_device(theme="light")
    assert host.page.navigation_bar.background_color == color


# -- how the phone is held ------------------------------------------------------------------------

TURNED = {"windowWidth": 844, "windowHeight": 390 - 47 - 44}
UPRIGHT = {"windowWidth": 390, "windowHeight": 844 - 47 - 44}
PAGE = "Page({ onResize(r) { console.log(JSON.stringify(r)); } });"


def turned(play: Play, page: str = PAGE, **more: Any) -> Host:
    """Run a program whose phone is turned."""
    settings = more.pop("settings", {})
    config = {"pages/index/index.json": json.dumps(more.pop("page_json", {}))}
    files = {**app_json(**more), **config, "pages/index/index.js": page}
    host = play("", file="app.js", files=files, **settings)
    host.change_device(deviceOrientation="landscape")
    return host


@pytest.mark.parametrize(
    "declared",
    [{"window": {"pageOrientation": "auto"}}, {"page_json": {"pageOrientation": "auto"}}],
)
def test_a_page_that_turns(play: Play, heard: Any, declared: Any) -> None:
    host = turned(play, **declared)
    size = {**TURNED, "screenWidth": 844, "screenHeight": 390}
    assert heard(host) == [{"size": size, "deviceOrientation": "landscape"}]
    info = asked(host, "wx.getSystemInfoSync()")
    names = ("screenWidth", "screenHeight", "windowWidth", "windowHeight", "deviceOrientation")
    assert [info[name] for name in names] == [844, 390, 844, 299, "landscape"]
    assert info["safeArea"]["width"] == 844
    assert asked(host, "wx.getSystemSetting().deviceOrientation") == "landscape"
    assert asked(host, "wx.getWindowInfo().windowWidth") == 844


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"window": {"pageOrientation": "portrait"}},
        {"window": {"pageOrientation": "landscape"}},
        {"window": {"pageOrientation": "auto"}, "page_json": {"pageOrientation": "portrait"}},
        {"window": {"pageOrientation": 1}},
        {"resizable": True},
        {"window": {"pageOrientation": "auto"}, "settings": {"base_library": "2.3.9"}},
    ],
)
def test_a_page_that_does_not_turn(play: Play, heard: Any, declared: Any) -> None:
    lies = declared.get("window") == {"pageOrientation": "landscape"}
    host = turned(play, **declared)
    assert heard(host) == []
    assert asked(host, "wx.getSystemInfoSync().windowWidth") == (844 if lies else 390)


@pytest.mark.parametrize(
    ("declared", "turns"),
    [({"resizable": True}, True), ({}, False), ({"window": {"pageOrientation": "auto"}}, False)],
)
def test_an_ipad_turns_as_the_app_declares(
    play: Play, heard: Any, declared: Any, turns: bool
) -> None:
    settings = {"scenario": Scenario(device=Device(model="iPad Pro"))}
    assert len(heard(turned(play, **declared, settings=settings))) == turns


def test_components_are_told_too(play: Play, heard: Any) -> None:
    page = "Component({ pageLifetimes: { resize(r) { console.log(r.size.windowWidth); } } });"
    assert heard(turned(play, page, window={"pageOrientation": "auto"})) == [844]


def test_a_screen_that_unfolds(play: Play, heard: Any) -> None:
    host = play("", file=INDEX, files={INDEX: PAGE})
    host.change_device(screenWidth=700, screenHeight=800)
    (detail,) = heard(host)
    assert detail["size"]["windowWidth"] == 700
    assert detail["deviceOrientation"] == "portrait"


# -- memory, and pictures of the screen -----------------------------------------------------------


@pytest.mark.parametrize(
    ("dialect", "detail"), [("devtools", {"level": 15}), ("android", {"level": 15}), ("ios", {})]
)
def test_memory_warning(play: Play, heard: Any, dialect: str, detail: dict[str, int]) -> None:
    host = play("wx.onMemoryWarning(say);", dialect=dialect)
    host.warn_of_memory(15)
    assert heard(host) == [detail]


@pytest.mark.parametrize("level", [0, 1, "10", None])
def test_memory_warnings_of_no_level(play: Play, level: Any) -> None:
    with pytest.raises(InputError, match="a memory warning is of level 5, 10 or 15"):
        play("").warn_of_memory(level)


def test_off_memory_warning(play: Play, heard: Any) -> None:
    host = play("wx.onMemoryWarning(say); wx.offMemoryWarning(say);")
    host.warn_of_memory()
    assert heard(host) == []


def test_screenshot(play: Play, heard: Any) -> None:
    text = "const a = () => say('a'); wx.onUserCaptureScreen(a); wx.onUserCaptureScreen(say);"
    host = play(f"{text} wx.offUserCaptureScreen(a);")
    host.take_screenshot()
    assert heard(host) == [{}]


def test_every_event_is_one_of_wx() -> None:
    for event, field, _ in changes.EVENTS:
        assert registry().is_event(event)
        assert field in Device.FIELDS
