"""导航栏: titles, colours, the loading indicator and the home button, each page's own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost.errors import InputError
from jshost.world.bars import NavigationBar
from jshost.world.launch import Launch

from .calls import PROGRAM, CallApi, Play
from .samples.sample import INDEX

APP = json.loads(PROGRAM["app.json"])
NAVIGATION = [
    ("setNavigationBarTitle", "title: 't'"),
    ("setNavigationBarColor", "frontColor: '#ffffff', backgroundColor: '#123456'"),
    ("showNavigationBarLoading", ""),
    ("hideNavigationBarLoading", ""),
    ("hideHomeButton", ""),
]


def app(**window: Any) -> str:
    """Return an app.json with a window."""
    return json.dumps({**APP, "window": window})


# -- what is declared -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "own", "bar"),
    [
        ({}, {}, NavigationBar()),
        ({"navigationBarTitleText": "App"}, {}, NavigationBar("App")),
        (
            {"navigationBarTitleText": "App", "navigationBarBackgroundColor": "#ff0000"},
            {"navigationBarTitleText": "Page"},
            NavigationBar("Page", "#ffffff", "#ff0000"),
        ),
        (
            {"navigationBarTextStyle": "white"},
            {"navigationBarTextStyle": "black", "navigationBarBackgroundColor": "#ffffff"},
            NavigationBar("", "#000000", "#ffffff"),
        ),
        ({"navigationBarTitleText": 5, "navigationBarBackgroundColor": None}, {}, NavigationBar()),
    ],
)
def test_declared(
    play: Play, window: dict[str, Any], own: dict[str, Any], bar: NavigationBar
) -> None:
    files = {"app.json": app(**window), "pages/index/index.json": json.dumps(own)}
    assert play("", file=INDEX, files=files).page.navigation_bar == bar


# -- what is set ----------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Orders", "", "订单 😀", "a\nb"])
def test_title(play: Play, title: str) -> None:
    host = play(f"wx.setNavigationBarTitle({{ title: {json.dumps(title)} }});", file=INDEX)
    assert host.page.title == title


@pytest.mark.parametrize("front", ["#ffffff", "#000000"])
@pytest.mark.parametrize("background", ["#123456", "#abc", "#AABBCCDD"])
def test_colors(call: CallApi, play: Play, front: str, background: str) -> None:
    colors = f"frontColor: '{front}', backgroundColor: '{background}'"
    animation = "animation: { duration: 400, timingFunc: 'easeIn' }"
    host = play(f"wx.setNavigationBarColor({{ {colors}, {animation} }});", file=INDEX)
    assert host.page.navigation_bar == NavigationBar("", front, background)


@pytest.mark.parametrize(
    ("front", "background", "text"),
    [
        ("#fff", "#000000", 'invalid frontColor "#fff"'),
        ("white", "#000000", 'invalid frontColor "white"'),
        ("#FFFFFF", "#000000", 'invalid frontColor "#FFFFFF"'),
        ("#ffffff", "red", 'invalid backgroundColor "red"'),
        ("#ffffff", "#12", 'invalid backgroundColor "#12"'),
        ("#ffffff", "#123456\n", 'invalid backgroundColor "#123456\n"'),
        ("#ffffff", "", 'invalid backgroundColor ""'),
    ],
)
def test_wrong_colors(call: CallApi, front: str, background: str, text: str) -> None:
    options = f"frontColor: '{front}', backgroundColor: {json.dumps(background)}"
    assert call("setNavigationBarColor", options) == (
        "fail",
        {"errMsg": f"setNavigationBarColor:fail {text}"},
    )


def test_a_failure_changes_nothing(play: Play) -> None:
    colors = "frontColor: '#000000', backgroundColor: 'red', fail() {}"
    host = play(f"wx.setNavigationBarColor({{ {colors} }});", file=INDEX)
    assert host.page.navigation_bar == NavigationBar()


def test_missing_parameters(call: CallApi) -> None:
    _, result = call("setNavigationBarColor", "frontColor: '#000000'")
    assert result["errMsg"] == (
        "setNavigationBarColor:fail parameter error: "
        "parameter.backgroundColor should be String instead of Undefined;"
    )


def test_loading(play: Play) -> None:
    show, hide = "wx.showNavigationBarLoading();", "wx.hideNavigationBarLoading();"
    assert play(show, file=INDEX).page.navigation_bar.loading
    assert not play(show + hide, file=INDEX).page.navigation_bar.loading
    assert not play(hide, file=INDEX).page.navigation_bar.loading


# -- whose it is ----------------------------------------------------------------------------------


def test_a_page_keeps_its_own(play: Play) -> None:
    host = play("wx.setNavigationBarTitle({ title: 'first' });", file=INDEX)
    first = host.page
    host.navigate("/pages/detail/detail")
    assert host.page.title == ""
    host.run_script("wx.setNavigationBarTitle({ title: 'second' });", "more.js")
    assert (host.page.title, first.title) == ("second", "first")
    second = host.page
    host.back()
    assert host.page.title == "first"
    with pytest.raises(InputError, match="is closed"):
        _ = second.title
    host.navigate("/pages/detail/detail")
    assert host.page.title == ""


def test_the_page_that_is_shown_is_changed(play: Play) -> None:
    host = play(
        "wx.navigateTo({ url: '/pages/detail/detail', success() {"
        " wx.setNavigationBarTitle({ title: 'late' }); } });",
        file=INDEX,
    )
    assert [page.title for page in host.pages] == ["", "late"]


def test_calls_while_the_program_starts_reach_its_first_page(play: Play) -> None:
    host = play("wx.setNavigationBarTitle({ title: 'early', success: say });", file="app.js")
    assert host.page.title == "early"


@pytest.mark.parametrize(("api", "options"), NAVIGATION)
def test_no_page(call: CallApi, play: Play, heard: Any, api: str, options: str) -> None:
    host = play(f"wx.{api}({{ {options or '_: 0'}, fail: say }});")
    assert heard(host) == [{"errMsg": f"{api}:fail page not found"}]


# -- the home button ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "own", "there"),
    [
        ("", {}, False),
        ("pages/detail/detail", {}, True),
        ("pages/home/home", {}, False),
        ("pages/home/home", {"homeButton": True}, False),
    ],
)
def test_home_button(play: Play, path: str, own: dict[str, Any], there: bool) -> None:
    files = {f"{path or 'pages/index/index'}.json": json.dumps(own)}
    host = play("", file=INDEX, files=files, launch=Launch(path))
    assert host.page.navigation_bar.home_button is there


@pytest.mark.parametrize("wanted", [False, True])
def test_home_button_of_a_page_above_others(play: Play, wanted: bool) -> None:
    files = {"pages/detail/detail.json": json.dumps({"homeButton": wanted})}
    host = play("", file=INDEX, files=files)
    host.navigate("/pages/detail/detail")
    assert host.page.navigation_bar.home_button is wanted


def test_hide_home_button(play: Play) -> None:
    hides = "Page({ onShow() { wx.hideHomeButton(); } });"
    launch = Launch("pages/detail/detail")
    host = play("", file=INDEX, files={"pages/detail/detail.js": hides}, launch=launch)
    assert host.page.navigation_bar.home_button is False
