"""What the mini program does when the user allows the location, and when they refuse."""

from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent


def test_shows_the_place(jshost):
    host = jshost(PROGRAM, answers={"scope.userLocation": "allow"})
    host.page.tap("onLocate")
    assert [prompt.scope for prompt in host.prompts] == ["scope.userLocation"]
    assert host.page.data["place"] == "23.104, 113.330"


@pytest.mark.jshost_situations("scope.userLocation")
def test_shows_the_place_or_says_why_not(jshost, situation):
    host = jshost(PROGRAM)
    host.page.tap("onLocate")
    allowed = situation.name in ("fresh+allow", "granted")
    toast = host.phone.screen.toast
    assert bool(host.page.data["place"]) == allowed
    assert (toast.title if toast else "") == ("" if allowed else "无法获取位置")
    assert host.errors == []
