"""What the mini program does when the user allows the location, and when they refuse."""

from pathlib import Path

from jshost import Host

PROGRAM = Path(__file__).parent


def test_shows_the_place() -> None:
    with Host(clock="virtual", answers={"scope.userLocation": "allow"}) as host:
        host.run(PROGRAM)
        host.page.tap("onLocate")
        assert [prompt.scope for prompt in host.prompts] == ["scope.userLocation"]
        assert host.page.data["place"] == "23.104, 113.330"
        assert host.errors == []


def test_says_so_when_refused() -> None:
    with Host(clock="virtual", answers={"scope.userLocation": "deny"}) as host:
        host.run(PROGRAM)
        host.page.tap("onLocate")
        assert host.page.data["place"] == ""
        assert host.phone.screen.toast is not None
        assert host.phone.screen.toast.title == "无法获取位置"
        assert host.errors == []
