"""滚动: wx.pageScrollTo."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError

from .calls import SAY, CallApi, Play
from .samples.sample import INDEX

SAYS = "onPageScroll(r) { say(['page', r.scrollTop]); },"


def scrolled(play: Play, options: str, hooks: str = SAYS, **settings: Any) -> Host:
    """Run a page that scrolls and says when what happens, up to the first moment."""
    page = f"""{SAY}
        Page({{ {hooks} onReady() {{
            wx.pageScrollTo({{ {options}, success(r) {{ say(r.errMsg); }},
                fail(r) {{ say(r.errMsg); }} }});
        }} }});
    """
    return play("", file="app.js", files={INDEX: page}, **settings)


def test_scrolling(play: Play, heard: Any) -> None:
    host = scrolled(play, "scrollTop: 120.5")
    assert heard(host) == [["page", 120.5], "pageScrollTo:ok"]
    assert host.page.scroll_top == 120.5
    assert host.app.clock.now() == 300


@pytest.mark.parametrize(
    ("duration", "takes"), [("0", 0), ("-5", 0), ("1000", 1000), ("1e300", 2**31 - 1)]
)
def test_scrolling_takes_time(play: Play, duration: str, takes: float) -> None:
    host = scrolled(play, f"scrollTop: 5, duration: {duration}", clock="virtual")
    assert host.app.clock.now() == takes
    assert host.page.scroll_top == 5


def test_a_page_is_where_it_was_until_then(play: Play, heard: Any) -> None:
    page = f"{SAY}Page({{ {SAYS} go() {{ wx.pageScrollTo({{ scrollTop: 50 }}); }} }});"
    host = play("", file="app.js", files={INDEX: page})
    host.page.call("go")
    host.advance(299)
    assert (host.page.scroll_top, heard(host)) == (0, [])
    host.advance(1)
    assert (host.page.scroll_top, heard(host)) == (50, [["page", 50]])


def test_a_page_that_does_not_listen(play: Play, heard: Any) -> None:
    host = scrolled(play, "scrollTop: 9", "")
    assert heard(host) == ["pageScrollTo:ok"]
    assert host.page.scroll_top == 9


def test_not_above_the_top(play: Play) -> None:
    assert scrolled(play, "scrollTop: -9").page.scroll_top == 0


def test_a_selector(call: CallApi) -> None:
    text = "selector needs the view layer: no page is rendered"
    expected = ("fail", {"errMsg": f"pageScrollTo:fail {text}"})
    assert call("pageScrollTo", "selector: '#a', offsetTop: 5") == expected


@pytest.mark.parametrize(
    ("options", "library"),
    [("duration: 3", "3.0.0"), ("selector: '#a'", "2.7.2"), ("scrollTop: NaN", "3.0.0")],
)
def test_nowhere_to_go(play: Play, heard: Any, options: str, library: str) -> None:
    host = scrolled(play, options, base_library=library)
    assert heard(host) == ["pageScrollTo:ok"]
    assert host.page.scroll_top == 0


def test_a_place_goes_before_a_selector(play: Play) -> None:
    assert scrolled(play, "scrollTop: 7, selector: '#a', offsetTop: 5").page.scroll_top == 7


def test_no_page(play: Play, heard: Any) -> None:
    host = play("wx.pageScrollTo({ scrollTop: 1 }).catch((r) => say(r.errMsg));")
    assert heard(host) == ["pageScrollTo:fail page not found"]


def test_a_page_that_closes_meanwhile(play: Play, heard: Any) -> None:
    text = """
        wx.pageScrollTo({ scrollTop: 1, fail(r) { console.log(JSON.stringify(r.errMsg)); } });
        setTimeout(() => wx.redirectTo({ url: '/pages/detail/detail' }), 1);
    """
    assert heard(play(text, file=INDEX)) == ["pageScrollTo:fail page not found"]


def test_the_user_scrolls(play: Play, heard: Any) -> None:
    host = play("", file="app.js", files={INDEX: f"{SAY}Page({{ {SAYS} }});"})
    host.page.scroll(30)
    assert (host.page.scroll_top, heard(host)) == (30, [["page", 30]])
    other = play("", file=INDEX)
    with pytest.raises(InputError):
        other.page.scroll(30)
    assert other.page.scroll_top == 0
