"""下拉刷新: pages that their program or their user pulls down."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.trace import EventRecord

from .calls import SAY, Play
from .samples.sample import INDEX


def page(refresh: str, load: str = "wx.startPullDownRefresh();") -> dict[str, str]:
    """Return the first page's file."""
    return {INDEX: f"{SAY}Page({{ onLoad() {{ {load} }}, onPullDownRefresh() {{ {refresh} }} }});"}


def run(play: Play, files: dict[str, str]) -> Host:
    """Run the program with these files."""
    return play("", file="app.js", files=files)


def test_start(play: Play, heard: Any) -> None:
    start = "wx.startPullDownRefresh({ success: say, complete() { say('complete'); } });"
    host = run(play, page("say('refresh');", start))
    assert heard(host) == [{"errMsg": "startPullDownRefresh:ok"}, "complete", "refresh"]
    assert host.page.refreshing
    refreshed = [r.detail for r in host.trace.of(EventRecord) if r.name == "onPullDownRefresh"]
    assert refreshed == [{"page": "pages/index/index"}]


def test_stop(play: Play, heard: Any) -> None:
    refresh = "setTimeout(() => wx.stopPullDownRefresh().then(say), 500);"
    host = run(play, page(refresh))
    assert heard(host) == [{"errMsg": "stopPullDownRefresh:ok"}]
    assert not host.page.refreshing


def test_stop_what_is_not_pulled_down(play: Play) -> None:
    host = run(play, page("", "wx.stopPullDownRefresh();"))
    assert not host.page.refreshing
    assert host.errors == []


def test_what_is_pulled_down_is_not_pulled_again(play: Play, heard: Any) -> None:
    start = "wx.startPullDownRefresh({ success() { say('ok'); } });"
    host = run(play, page(f"say('refresh'); {start}", start * 2))
    assert heard(host) == ["ok", "ok", "refresh", "ok"]


def test_again_after_it_stopped(play: Play, heard: Any) -> None:
    host = run(play, page("say('refresh'); wx.stopPullDownRefresh();"))
    host.run_script("wx.startPullDownRefresh();", "again.js")
    assert heard(host) == ["refresh", "refresh"]


def test_a_page_without_the_function(play: Play) -> None:
    host = play("wx.startPullDownRefresh();", file=INDEX)
    assert host.page.refreshing
    assert host.errors == []


def test_each_page_has_its_own(play: Play) -> None:
    host = run(play, page(""))
    first = host.page
    host.navigate("/pages/detail/detail")
    assert (host.page.refreshing, first.refreshing) == (False, True)


def test_a_page_that_closes_first(play: Play, heard: Any) -> None:
    leave = "wx.reLaunch({ url: '/pages/detail/detail' });"
    host = run(play, page("say('refresh');", f"{leave} wx.startPullDownRefresh();"))
    assert heard(host) == []
    assert host.page.route == "pages/detail/detail"
    assert host.page.refreshing


def test_the_user_pulls(play: Play, heard: Any) -> None:
    host = run(play, page("say('refresh');", ""))
    host.page.pull_down()
    assert (heard(host), host.page.refreshing) == (["refresh"], True)


def test_the_user_cannot_pull(play: Play) -> None:
    host = play("", file=INDEX)
    with pytest.raises(InputError, match="onPullDownRefresh"):
        host.page.pull_down()
    assert not host.page.refreshing


@pytest.mark.parametrize("api", ["startPullDownRefresh", "stopPullDownRefresh"])
def test_no_page(play: Play, heard: Any, api: str) -> None:
    host = play(f"wx.{api}({{ fail: say }});")
    assert heard(host) == [{"errMsg": f"{api}:fail page not found"}]
