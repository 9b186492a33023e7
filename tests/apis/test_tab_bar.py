"""Tab Bar: badges, red dots, styles and items of the app's tabs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.trace import EventRecord
from jshost.world.bars import Tab, TabBar

from .calls import PROGRAM, SAMPLES, TABS, CallApi, Play
from .samples.sample import INDEX, TAB_FIRST

APP = json.loads(PROGRAM["app.json"])
HOME, MINE = (Tab(tab["pagePath"], tab["text"]) for tab in TABS)
BAR = [api for api, sample in SAMPLES.items() if sample.around == TAB_FIRST]
ITEMS = [api for api in BAR if "index" in SAMPLES[api].options]


def app(**bar: Any) -> dict[str, str]:
    """Return an app.json with more in its tab bar."""
    return {"app.json": json.dumps({**APP, "tabBar": {"list": TABS, **bar}})}


def on_tab(play: Play, script: str, **settings: Any) -> Host:
    """Run a script on the first tab's page."""
    return play(TAB_FIRST.replace("CALL", script), file=INDEX, **settings)


def bar(host: Host) -> TabBar:
    """Return the tab bar of a host."""
    assert host.phone.screen.tab_bar is not None
    return host.phone.screen.tab_bar


def test_declared(play: Play) -> None:
    assert bar(play("", file=INDEX)) == TabBar((HOME, MINE))
    style = {"color": "#111111", "selectedColor": "#222222", "backgroundColor": "#333333"}
    icons = {"iconPath": "a.png", "selectedIconPath": "b.png"}
    files = app(**style, borderStyle="white", list=[TABS[0] | icons, TABS[1]])
    host = play("", file=INDEX, files={**files, "a.png": "", "b.png": ""})
    items = (HOME.replace(icon="a.png", selected_icon="b.png"), MINE)
    assert bar(host) == TabBar(items, "#111111", "#222222", "#333333", "white")


def test_a_program_without_tabs_has_none(play: Play) -> None:
    without = {name: value for name, value in APP.items() if name != "tabBar"}
    host = play("", file=INDEX, files={"app.json": json.dumps(without)})
    assert host.phone.screen.tab_bar is None


@pytest.mark.parametrize(
    ("calls", "changed"),
    [
        (["setTabBarBadge({ index: 1, text: '7' })"], {"badge": "7"}),
        (["setTabBarBadge({ index: 1, text: '1234' })"], {"badge": "1234"}),
        (["setTabBarBadge({ index: 1, text: '12345' })"], {"badge": "..."}),
        (["setTabBarBadge({ index: 1.0, text: '' })"], {}),
        (["setTabBarBadge({ index: 1, text: '7' })", "removeTabBarBadge({ index: 1 })"], {}),
        (["removeTabBarBadge({ index: 1 })"], {}),
        (["showTabBarRedDot({ index: 1 })"], {"red_dot": True}),
        (["showTabBarRedDot({ index: 1 })", "hideTabBarRedDot({ index: 1 })"], {}),
        (
            ["setTabBarBadge({ index: 1, text: '7' })", "showTabBarRedDot({ index: 1 })"],
            {"red_dot": True},
        ),
        (
            ["showTabBarRedDot({ index: 1 })", "setTabBarBadge({ index: 1, text: '7' })"],
            {"badge": "7"},
        ),
        (
            ["showTabBarRedDot({ index: 1 })", "removeTabBarBadge({ index: 1 })"],
            {"red_dot": True},
        ),
        (["setTabBarItem({ index: 1, text: 'me' })"], {"text": "me"}),
        (
            ["setTabBarItem({ index: 1, iconPath: 'a.png', selectedIconPath: 'b.png' })"],
            {"icon": "a.png", "selected_icon": "b.png"},
        ),
        (["setTabBarItem({ index: 1 })"], {}),
    ],
)
def test_items(play: Play, calls: list[str], changed: dict[str, Any]) -> None:
    host = on_tab(play, "".join(f"wx.{call};" for call in calls))
    assert bar(host).items == (HOME, MINE.replace(**changed))
    assert host.errors == []


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ("", {}),
        ("color: '#111111'", {"color": "#111111"}),
        ("selectedColor: '#111', borderStyle: 'white'",
         {"selected_color": "#111", "border_style": "white"}),
        ("backgroundColor: '#11111180'", {"background_color": "#11111180"}),
    ],
)  # fmt: skip
def test_style(play: Play, options: str, changed: dict[str, Any]) -> None:
    host = on_tab(play, f"wx.setTabBarStyle({{ {options} }});")
    assert bar(host) == TabBar((HOME, MINE)).replace(**changed)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("color: 'red'", 'invalid color "red"'),
        ("selectedColor: '#12'", 'invalid selectedColor "#12"'),
        ("backgroundColor: ''", 'invalid backgroundColor ""'),
        ("borderStyle: '#000000'", 'invalid borderStyle "#000000"'),
    ],
)
def test_wrong_style(call: CallApi, options: str, text: str) -> None:
    assert call("setTabBarStyle", options) == ("fail", {"errMsg": f"setTabBarStyle:fail {text}"})


@pytest.mark.parametrize("api", ITEMS)
@pytest.mark.parametrize("index", ["2", "-1", "0.5", "1e400", "1e300"])
def test_index_out_of_range(call: CallApi, api: str, index: str) -> None:
    outcome, result = call(api, f"text: 'x', index: {index}")
    assert (outcome, result) == ("fail", {"errMsg": f"{api}:fail tabbar item not found"})


@pytest.mark.parametrize("api", BAR)
def test_other_pages(play: Play, heard: Any, api: str) -> None:
    made = f"wx.{api}({{ {SAMPLES[api].options or '_: 0'}, fail: say }});"
    told = [{"errMsg": f"{api}:fail not TabBar page"}]
    host = play(made, file=INDEX)
    assert heard(host) == told
    assert bar(host) == TabBar((HOME, MINE))


@pytest.mark.parametrize("api", BAR)
def test_custom_tab_bar(play: Play, heard: Any, api: str) -> None:
    made = f"wx.{api}({{ {SAMPLES[api].options or '_: 0'}, fail: say }});"
    host = on_tab(play, made, files=app(custom=True))
    assert heard(host) == [{"errMsg": f"{api}:fail custom Tabbar"}]


@pytest.mark.parametrize("api", BAR)
def test_no_page(play: Play, heard: Any, api: str) -> None:
    host = play(f"wx.{api}({{ {SAMPLES[api].options} }}).catch(say);")
    assert heard(host) == [{"errMsg": f"{api}:fail page not found"}]


def test_calls_while_the_program_starts(play: Play) -> None:
    first = {"app.json": json.dumps({**APP, "entryPagePath": "pages/home/home"})}
    host = play("wx.setTabBarBadge({ index: 0, text: '1' });", file="app.js", files=first)
    assert bar(host).items == (HOME.replace(badge="1"), MINE)


def test_the_bar_is_the_apps(play: Play) -> None:
    host = on_tab(play, "wx.setTabBarBadge({ index: 1, text: '7' });")
    host.tap_tab("pages/mine/mine")
    host.navigate("/pages/detail/detail")
    assert bar(host).items[1].badge == "7"


def test_hidden(play: Play) -> None:
    host = on_tab(play, "wx.hideTabBar({ animation: true });")
    assert bar(host).hidden
    with pytest.raises(InputError, match="the tab bar is hidden"):
        host.tap_tab("pages/mine/mine")
    host.run_script("wx.showTabBar();", "more.js")
    assert not bar(host).hidden
    host.tap_tab("pages/mine/mine")
    assert host.page.route == "pages/mine/mine"


def test_a_tap_tells_the_text_that_is_shown(play: Play) -> None:
    mine = "Page({ onTabItemTap(item) { wx.setNavigationBarTitle({ title: item.text }); } });"
    change = "wx.setTabBarItem({ index: 1, text: 'me' });"
    host = on_tab(play, change, files={"pages/mine/mine.js": mine})
    host.tap_tab("pages/mine/mine")
    assert host.page.title == "me"
    assert any(record.name == "onTabItemTap" for record in host.trace.of(EventRecord))


def test_a_fresh_run_has_a_fresh_bar(play: Play) -> None:
    host = on_tab(play, "wx.setTabBarBadge({ index: 1, text: '7' });")
    host.reset()
    assert host.phone.screen.tab_bar is None
