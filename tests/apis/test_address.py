"""收货地址: wx.chooseAddress."""

from __future__ import annotations

import pytest

from jshost import Scenario
from jshost.world.scenario import Address

from .calls import CallApi, Play

OLD = "2.12.0"
"""A base library in which the API asks for its scope."""


@pytest.mark.parametrize("library", [OLD, None])
def test_choose_address(call: CallApi, library: str | None) -> None:
    scenario = Scenario(address=Address(userName="李四", cityName="深圳市"))
    outcome, result = call("chooseAddress", scenario=scenario, base_library=library)
    assert outcome == "success"
    assert result == {
        "userName": "李四",
        "postalCode": "510000",
        "provinceName": "广东省",
        "cityName": "深圳市",
        "countyName": "海珠区",
        "streetName": "赤岗街道",
        "detailInfo": "新港中路397号",
        "detailInfoNew": "新港中路397号",
        "nationalCode": "440105",
        "telNumber": "020-81167888",
        "errMsg": "chooseAddress:ok",
    }


def test_choose_address_cancelled(call: CallApi) -> None:
    assert call("chooseAddress", answers={"chooseAddress": "cancel"}) == (
        "fail",
        {"errMsg": "chooseAddress:fail cancel"},
    )


def test_choose_address_asks_the_user_after_the_scope(play: Play) -> None:
    host = play("wx.chooseAddress();", base_library=OLD)
    (prompt,), (choice,) = host.prompts, host.choices
    assert prompt.seq < choice.seq
    assert (choice.kind, choice.alternatives, choice.chosen) == (
        "chooseAddress",
        ["ok", "cancel"],
        "ok",
    )


def test_choose_address_refused_shows_no_address(play: Play) -> None:
    host = play("wx.chooseAddress();", base_library=OLD, deny=["scope.address"])
    assert host.choices == []
