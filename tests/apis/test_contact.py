"""联系人: wx.chooseContact and wx.addPhoneContact."""

from __future__ import annotations

import pytest

from jshost import Scenario
from jshost.world.address_book import AddedContact
from jshost.world.scenario import Contact

from .calls import CallApi, Play


def test_choose_contact(call: CallApi) -> None:
    scenario = Scenario(contact=Contact("李四", "13900139000", "13900139000,020-1"))
    assert call("chooseContact", scenario=scenario) == (
        "success",
        {
            "displayName": "李四",
            "phoneNumber": "13900139000",
            "phoneNumberList": "13900139000,020-1",
            "errMsg": "chooseContact:ok",
        },
    )


@pytest.mark.parametrize("api", ["chooseContact", "addPhoneContact"])
def test_cancelled(call: CallApi, api: str) -> None:
    assert call(api, answers={api: "cancel"}) == ("fail", {"errMsg": f"{api}:fail cancel"})


@pytest.mark.parametrize(("answer", "existing"), [("new", False), ("existing", True)])
def test_add_phone_contact(play: Play, answer: str, existing: bool) -> None:
    script = """wx.addPhoneContact({
        firstName: '三', lastName: '张', mobilePhoneNumber: '138', email: null, other: 'x',
    });"""
    host = play(script, answers={"addPhoneContact": answer, "scope.addPhoneContact": "allow"})
    fields = {"firstName": "三", "lastName": "张", "mobilePhoneNumber": "138"}
    assert host.phone.contacts == [AddedContact(fields, existing)]


def test_nobody_is_added_who_is_not_wanted(play: Play) -> None:
    host = play("wx.addPhoneContact({ firstName: '三' });", deny=["scope.addPhoneContact"])
    assert host.phone.contacts == []
    assert host.choices == []


@pytest.mark.parametrize(("library", "prompts"), [("1.2.0", 0), ("2.23.4", 0), ("2.24.0", 1)])
def test_scope_by_library(play: Play, library: str, prompts: int) -> None:
    host = play("wx.addPhoneContact({ firstName: '三' });", base_library=library)
    assert len(host.prompts) == prompts
    assert len(host.phone.contacts) == 1


def test_who_was_added_stays(play: Play) -> None:
    host = play("wx.addPhoneContact({ firstName: '三' });")
    host.reset()
    assert len(host.phone.contacts) == 1


@pytest.mark.parametrize("options", ["", "firstName: 5", "firstName: 'a', url: {}"])
def test_wrong_fields(call: CallApi, options: str) -> None:
    outcome, result = call("addPhoneContact", options or "_: 0")
    assert outcome == "fail"
    assert "should be String instead of" in result["errMsg"]
