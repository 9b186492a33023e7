"""转发: what the menu of a page offers."""

from __future__ import annotations

from typing import Any

import pytest

from jshost.errors import InputError
from jshost.world.bars import ShareMenu

from .calls import CallApi, Play
from .samples.sample import INDEX

TOGETHER = (
    "fail shareTimeline is shown together with shareAppMessage, "
    "and shareAppMessage hidden with shareTimeline"
)


@pytest.mark.parametrize(
    ("calls", "menu"),
    [
        ("", ShareMenu()),
        ("wx.showShareMenu();", ShareMenu(friend=True, settings={"withShareTicket": False})),
        ("wx.hideShareMenu();", ShareMenu(friend=False, timeline=False)),
        ("wx.hideShareMenu({ menus: ['shareTimeline'] });", ShareMenu(timeline=False)),
        ("wx.hideShareMenu({ menus: [] });", ShareMenu()),
        (
            (
                "wx.showShareMenu({ withShareTicket: true,"
                " menus: ['shareAppMessage', 'shareTimeline'] });"
            ),
            ShareMenu(friend=True, timeline=True, settings={"withShareTicket": True}),
        ),
        (
            (
                "wx.updateShareMenu({ isUpdatableMessage: true, activityId: 'a',"
                " templateInfo: { parameterList: [{ name: 'n', value: '1' }] } });"
                " wx.updateShareMenu({ withShareTicket: true });"
            ),
            ShareMenu(
                settings={
                    "withShareTicket": True,
                    "isUpdatableMessage": True,
                    "activityId": "a",
                    "templateInfo": {"parameterList": [{"name": "n", "value": "1"}]},
                }
            ),
        ),
    ],
)
def test_what_the_menu_offers(play: Play, calls: str, menu: ShareMenu) -> None:
    host = play(calls, file=INDEX)
    assert host.errors == []
    assert host.page.share_menu == menu


@pytest.mark.parametrize(
    ("api", "options", "text"),
    [
        ("showShareMenu", "menus: ['shareTimeline']", TOGETHER),
        ("showShareMenu", "menus: []", TOGETHER),
        ("hideShareMenu", "menus: ['shareAppMessage']", TOGETHER),
        ("showShareMenu", "menus: ['share']", 'fail invalid menus "share"'),
        (
            "hideShareMenu",
            "menus: [1]",
            "fail parameter error: parameter.menus[0] should be String instead of Number;",
        ),
    ],
)
def test_what_cannot_be(call: CallApi, api: str, options: str, text: str) -> None:
    assert call(api, options) == ("fail", {"errMsg": f"{api}:{text}"})


def test_older_libraries_know_no_menus(play: Play) -> None:
    text = "wx.showShareMenu({ menus: ['shareTimeline'] });"
    host = play(text, file=INDEX, base_library="2.11.2")
    assert (host.page.share_menu.friend, host.page.share_menu.timeline) == (True, None)


def test_the_menu_is_the_pages_own(play: Play) -> None:
    host = play("wx.hideShareMenu();", file=INDEX)
    host.navigate("/pages/detail/detail")
    assert host.page.share_menu == ShareMenu()


def test_a_hidden_menu_shares_nothing(play: Play) -> None:
    page = "Page({ onShareAppMessage: () => ({ title: 't' }), hide() { wx.hideShareMenu() } });"
    host = play("", file="app.js", files={INDEX: page})
    assert host.page.share() == {"title": "t"}
    host.page.call("hide")
    with pytest.raises(InputError, match="the menu of pages/index/index does not offer to share"):
        host.page.share()
    assert host.page.share("button") == {"title": "t"}


def test_no_page(play: Play, heard: Any) -> None:
    host = play("wx.showShareMenu().catch((r) => say(r.errMsg));")
    assert heard(host) == ["showShareMenu:fail page not found"]
