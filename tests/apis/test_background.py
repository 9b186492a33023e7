"""背景: colours and dots behind a page, its own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost.world.bars import Background

from .calls import PROGRAM, CallApi, Play
from .samples.sample import INDEX


def test_declared(play: Play) -> None:
    window = {"backgroundColor": "#111111", "backgroundTextStyle": "light"}
    files = {
        "app.json": json.dumps({**json.loads(PROGRAM["app.json"]), "window": window}),
        "pages/detail/detail.json": json.dumps(
            {"backgroundColor": "#222222", "backgroundColorTop": "#333333"}
        ),
    }
    host = play("", file=INDEX, files=files)
    assert host.page.background == Background("#111111", text_style="light")
    host.navigate("/pages/detail/detail")
    assert host.page.background == Background("#222222", "#333333", text_style="light")


@pytest.mark.parametrize(
    ("options", "background"),
    [
        ("", Background()),
        ("backgroundColor: '#111111'", Background("#111111")),
        ("backgroundColorTop: '#111111'", Background(color_top="#111111")),
        (
            "backgroundColor: '#111', backgroundColorTop: '#222', backgroundColorBottom: '#333'",
            Background("#111", "#222", "#333"),
        ),
        ("backgroundColor: null, backgroundColorBottom: '#111111'",
         Background(color_bottom="#111111")),
    ],
)  # fmt: skip
def test_colors(play: Play, options: str, background: Background) -> None:
    host = play(f"wx.setBackgroundColor({{ {options} }});", file=INDEX)
    assert host.page.background == background
    assert host.errors == []


@pytest.mark.parametrize("style", ["dark", "light"])
def test_text_style(play: Play, style: str) -> None:
    host = play(f"wx.setBackgroundTextStyle({{ textStyle: '{style}' }});", file=INDEX)
    assert host.page.background == Background(text_style=style)


@pytest.mark.parametrize(
    ("api", "options", "text"),
    [
        ("setBackgroundColor", "backgroundColor: 'red'", 'invalid backgroundColor "red"'),
        ("setBackgroundColor", "backgroundColorTop: ''", 'invalid backgroundColorTop ""'),
        ("setBackgroundColor", "backgroundColorBottom: '1'", 'invalid backgroundColorBottom "1"'),
        ("setBackgroundTextStyle", "textStyle: 'grey'", 'invalid textStyle "grey"'),
        (
            "setBackgroundTextStyle",
            "textStyle: null",
            "parameter error: parameter.textStyle should be String instead of Null;",
        ),
    ],
)
def test_failures(call: CallApi, api: str, options: str, text: str) -> None:
    assert call(api, options) == ("fail", {"errMsg": f"{api}:fail {text}"})


@pytest.mark.parametrize(
    ("api", "options"),
    [
        ("setBackgroundColor", "backgroundColor: '#111111'"),
        ("setBackgroundTextStyle", "textStyle: 'dark'"),
    ],
)
def test_no_page(play: Play, heard: Any, api: str, options: str) -> None:
    host = play(f"wx.{api}({{ {options} }}).catch(say);")
    assert heard(host) == [{"errMsg": f"{api}:fail page not found"}]


def test_a_page_keeps_its_own(play: Play) -> None:
    host = play("wx.setBackgroundColor({ backgroundColor: '#111111' });", file=INDEX)
    host.navigate("/pages/detail/detail")
    assert host.page.background == Background()
    host.back()
    assert host.page.background == Background("#111111")
