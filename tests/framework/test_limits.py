"""Programs that never end, and what is said of them."""

from __future__ import annotations

import pytest

from jshost import Limits
from jshost.errors import CpuLimit, TurnLimit
from jshost.framework import program as programs

from .conftest import INDEX, Program, Said

SPIN = "for (;;) {}"


@pytest.mark.parametrize(
    ("script", "place"),
    [
        (f"Page({{\n  onLoad() {{\n    {SPIN}\n  }},\n}})", r":[23], in the opening of"),
        (f"Page({{\n\n  onShow() {{ {SPIN} }},\n}})", r":3, in the opening of"),
        (f"Page({{ onReady() {{ {SPIN} }} }})", r":1, in onReady of"),
        (f"\nPage({{}}); {SPIN}", r":2, at the top level of"),
    ],
)
def test_spinning_names_page_and_function(page: Program, script: str, place: str) -> None:
    with pytest.raises(CpuLimit, match=rf"at {INDEX}\.js{place} {INDEX}"):
        page(script, limits=Limits(cpu=0.15))


@pytest.mark.parametrize(
    ("app", "place"),
    [
        (f"App({{\n  onLaunch() {{ {SPIN} }} }})", r":2, at the top level of app\.js"),
        (f"App({{ onShow() {{ {SPIN} }} }})", r":1, in App's onShow"),
    ],
)
def test_spinning_in_app(program: Program, app: str, place: str) -> None:
    with pytest.raises(CpuLimit, match=rf"at app\.js{place}"):
        program({"app.js": app, f"{INDEX}.js": "Page({})"}, limits=Limits(cpu=0.15))


def test_spinning_when_it_is_acted_on(page: Program) -> None:
    host = page(f"Page({{ onTap() {{ {SPIN} }}, onHide() {{ {SPIN} }} }})", limits=Limits(cpu=0.15))
    with pytest.raises(CpuLimit, match=f"in onTap of {INDEX}"):
        host.page.tap("onTap")
    host.reset()
    host.run()
    with pytest.raises(CpuLimit, match=f"in onHide of {INDEX}, or in App's onHide"):
        host.background()


def test_spinning_while_another_page_is_opened(program: Program) -> None:
    script = f"Page({{ onHide() {{ {SPIN} }} }})"
    host = program({"pages/a.js": script, "pages/b.js": "Page({})"}, limits=Limits(cpu=0.15))
    place = r"at pages/a\.js:1, in onHide of pages/a, or in the opening of pages/b"
    with pytest.raises(CpuLimit, match=place):
        host.navigate("b")


@pytest.mark.parametrize("api", ["redirectTo", "reLaunch"])
def test_page_that_goes_to_itself_for_ever(
    page: Program, monkeypatch: pytest.MonkeyPatch, api: str
) -> None:
    monkeypatch.setattr(programs, "MAX_ROUTES", 50)
    with pytest.raises(TurnLimit) as caught:
        page(f"Page({{ onLoad() {{ wx.{api}({{ url: '/{INDEX}' }}) }} }})")
    assert str(caught.value) == (
        "turn limit reached: 50 pages opened in a row, with nobody touching the program; "
        f"the last one is {INDEX}"
    )


def test_two_pages_that_go_to_each_other(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MAX_ROUTES", 50)
    files = {
        "pages/a.js": "Page({ onShow() { wx.navigateTo({ url: 'b' }) } })",
        "pages/b.js": "Page({ onShow() { wx.navigateBack() } })",
    }
    with pytest.raises(TurnLimit, match="50 pages opened in a row"):
        program(files)


def test_page_that_opens_itself_ends_at_ten(page: Program, said: Said) -> None:
    script = f"""Page({{ onLoad() {{
      wx.navigateTo({{ url: '/{INDEX}', fail: (r) => console.log(r.errMsg) }});
    }} }})"""
    host = page(script)
    assert said(host) == ["navigateTo:fail webview count limit exceed"]
    assert len(host.pages) == 10


def test_routes_with_time_in_between_are_no_loop(
    page: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "MAX_ROUTES", 5)
    script = (
        f"Page({{ onLoad() {{ setTimeout(() => wx.redirectTo({{ url: '/{INDEX}' }}), 100) }} }})"
    )
    host = page(script)
    host.advance(2_000)
    assert host.page.id == 21


def test_user_who_goes_on_and_on(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MAX_ROUTES", 3)
    host = program(
        {"pages/a.js": "Page({})", "pages/b.js": "Page({ back() { wx.navigateBack() } })"}
    )
    for _ in range(5):
        host.navigate("/pages/b")
        host.page.tap("back")


def test_timers_without_end(page: Program) -> None:
    script = "Page({ onLoad() { const tick = () => setTimeout(tick, 0); tick() } })"
    with pytest.raises(TurnLimit, match="200 turns without an end, in a timer's callback"):
        page(script, limits=Limits(turns=200))


def test_intervals_under_the_virtual_clock(page: Program) -> None:
    host = page("Page({ onLoad() { setInterval(() => {}, 10) } })", limits=Limits(turns=200))
    with pytest.raises(TurnLimit, match="200 turns without an end"):
        host.run_until_idle()


def test_set_data_that_never_ends(page: Program) -> None:
    script = "Page({ onLoad() { const set = () => this.setData({ a: 1 }, set); set() } })"
    with pytest.raises(TurnLimit, match="200 turns without an end"):
        page(script, limits=Limits(turns=200))


def test_very_many_routes_in_one_turn(page: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MAX_ROUTES", 50)
    script = (
        f"Page({{ onTap() {{ for (let i = 0; i < 99; i++) wx.reLaunch({{ url: '/{INDEX}' }}) }} }})"
    )
    host = page(script)
    with pytest.raises(TurnLimit, match="50 pages opened in a row"):
        host.page.tap("onTap")
