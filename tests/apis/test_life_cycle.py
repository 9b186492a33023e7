"""生命周期: wx.getLaunchOptionsSync and wx.getEnterOptionsSync."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jshost import Host
from jshost.world.launch import Launch

from .calls import Play
from .samples.sample import INDEX

BOTH = ["getLaunchOptionsSync", "getEnterOptionsSync"]
PLAIN = {"query": {}, "scene": 1001, "referrerInfo": {}, "apiCategory": "default"}
AGAIN = Launch(query="b=2", scene=1043, referrer="wx1", extra={"from": "there"})


@pytest.mark.parametrize("api", BOTH)
def test_a_plain_script(play: Play, heard: Any, api: str) -> None:
    assert heard(play(f"say(wx.{api}());")) == [{"path": "", **PLAIN}]


@pytest.mark.parametrize("api", BOTH)
@pytest.mark.parametrize("file", ["app.js", INDEX])
def test_a_mini_program(play: Play, heard: Any, api: str, file: str) -> None:
    host = play(f"say(wx.{api}());", file=file)
    assert heard(host) == [{"path": "pages/index/index", **PLAIN}]


@pytest.mark.parametrize("api", BOTH)
@pytest.mark.parametrize(
    ("launch", "told"),
    [
        (Launch("pages/detail/detail"), {"path": "pages/detail/detail"}),
        (
            Launch("/pages/home/home", "a=1&b=%20"),
            {"path": "pages/home/home", "query": {"a": "1", "b": "%20"}},
        ),
        (Launch("pages/none/none"), {"path": "pages/none/none"}),
        (Launch(scene=1011), {"scene": 1011}),
        (Launch(scene=1037, referrer="wx1"), {"scene": 1037, "referrerInfo": {"appId": "wx1"}}),
        (
            Launch(scene=1037, referrer="wx1", extra={"a": [1]}),
            {"scene": 1037, "referrerInfo": {"appId": "wx1", "extraData": {"a": [1]}}},
        ),
    ],
)
def test_how_it_was_launched(
    play: Play, heard: Any, api: str, launch: Launch, told: dict[str, Any]
) -> None:
    host = play(f"say(wx.{api}());", file="app.js", launch=launch)
    assert heard(host) == [{"path": "pages/index/index", **PLAIN, **told}]


def test_it_is_what_app_is_told(play: Play, heard: Any) -> None:
    app = """App({
        onLaunch(options) { say(['launch', options]); },
        onShow(options) { say(['show', options]); },
    });"""
    say = "const say = (v) => console.log(JSON.stringify(v));"
    host = play("", file=INDEX, files={"app.js": say + app})
    host.background()
    host.foreground(AGAIN)
    launched, shown, again = [options for _, options in heard(host)]
    assert launched == shown == host.eval("wx.getLaunchOptionsSync()")
    assert again == host.eval("wx.getEnterOptionsSync()")


@pytest.fixture
def returned(play: Play) -> Callable[..., Host]:
    """A program whose user has left it, and has come back to it."""

    def returned(launch: Launch | None = None) -> Host:
        host = play("", file=INDEX, launch=Launch(query="a=1", scene=1011))
        host.background()
        host.foreground(launch)
        return host

    return returned


def test_entering_again_is_another_entrance(returned: Callable[..., Host]) -> None:
    host = returned(AGAIN)
    entered = {
        "path": "pages/index/index",
        "query": {"b": "2"},
        "scene": 1043,
        "referrerInfo": {"appId": "wx1", "extraData": {"from": "there"}},
        "apiCategory": "default",
    }
    assert host.eval("wx.getEnterOptionsSync()") == entered
    assert host.eval("wx.getLaunchOptionsSync().query") == {"a": "1"}
    assert host.eval("wx.getLaunchOptionsSync().scene") == 1011


def test_coming_back_without_a_word(returned: Callable[..., Host]) -> None:
    host = returned()
    assert host.eval("wx.getEnterOptionsSync().scene") == 1001
    assert host.eval("wx.getLaunchOptionsSync().scene") == 1011


def test_a_reset_forgets_how_it_was_launched(returned: Callable[..., Host]) -> None:
    host = returned(AGAIN)
    host.reset()
    assert host.eval("wx.getEnterOptionsSync()") == {"path": "", **PLAIN}


@pytest.mark.parametrize("api", BOTH)
def test_each_call_gives_an_object_of_its_own(play: Play, heard: Any, api: str) -> None:
    text = f"const first = wx.{api}(); first.query.a = first.scene = 5; say(wx.{api}());"
    assert heard(play(text)) == [{"path": "", **PLAIN}]


# -- how much the program may do ------------------------------------------------------------------

CATEGORY = "wx.onApiCategoryChange((r) => say(r)); say(wx.getApiCategory());"


def test_api_category(play: Play, heard: Any) -> None:
    assert heard(play(CATEGORY)) == ["default"]
    embedded = Launch(apiCategory="embedded")
    assert heard(play(CATEGORY, file=INDEX, launch=embedded)) == ["embedded"]


def test_on_api_category_change(play: Play, heard: Any) -> None:
    host = play(CATEGORY + "wx.onAppShow((r) => say(r.apiCategory));", file=INDEX)
    for category in ("default", "browseOnly"):
        host.background()
        host.foreground(Launch(apiCategory=category))
    change = {"apiCategory": "browseOnly"}
    assert heard(host) == ["default", "default", "browseOnly", change]
    assert host.eval("wx.getApiCategory()") == "browseOnly"
