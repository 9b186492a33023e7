"""第三方平台: wx.getExtConfig, and what an ext.json changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.errors import FaultsError

from .calls import Play
from .samples.sample import INDEX

SAY_BOTH = "say(wx.getExtConfigSync()); wx.getExtConfig().then((r) => say(r.extConfig));"
EXT = {"name": "wechat", "attr": {"users": ["a", "b"]}}


def with_ext(play: Play, script: str = "", **ext: Any) -> Host:
    """Run a script in a program that has an ext.json."""
    return play(script, file=INDEX, files={"ext.json": json.dumps({"extEnable": True, **ext})})


def test_ext(play: Play, heard: Any) -> None:
    assert heard(with_ext(play, SAY_BOTH, ext=EXT)) == [EXT, EXT]


@pytest.mark.parametrize("ext", [{"extEnable": False, "ext": EXT}, {}])
def test_nothing(play: Play, heard: Any, ext: dict[str, Any]) -> None:
    assert heard(with_ext(play, SAY_BOTH, **ext)) == [{}, {}]


def test_no_ext_json(play: Play, heard: Any) -> None:
    assert heard(play(SAY_BOTH, file=INDEX)) == [{}, {}]
    assert heard(play(SAY_BOTH)) == [{}, {}]


def test_what_the_guest_is_given_is_its_own(play: Play, heard: Any) -> None:
    script = "wx.getExtConfigSync().attr.users.push('c'); say(wx.getExtConfigSync().attr.users);"
    assert heard(with_ext(play, script, ext=EXT)) == [["a", "b"]]


@pytest.mark.parametrize(("enabled", "app_id"), [(True, "wxof0ther"), (False, "touristappid")])
def test_the_app_that_it_is_for(play: Play, heard: Any, enabled: bool, app_id: str) -> None:
    script = "say(wx.getAccountInfoSync().miniProgram.appId);"
    assert heard(with_ext(play, script, extEnable=enabled, extAppid="wxof0ther")) == [app_id]


def test_windows(play: Play) -> None:
    host = with_ext(
        play,
        window={"navigationBarTitleText": "all", "navigationBarBackgroundColor": "#111111"},
        extPages={"pages/detail/detail": {"navigationBarTitleText": "detail"}},
    )
    assert host.page.title == "all"
    host.navigate("/pages/detail/detail")
    assert host.page.title == "detail"


def test_what_is_left_out_is_noted(play: Play) -> None:
    host = with_ext(play, tabBar={"list": []}, pages=[])
    assert host.project is not None
    noted = [note for note in host.project.notes if note.startswith("ext.json")]
    assert noted == [
        f"ext.json:1:{column}: {key} changes nothing here; put it into app.json"
        for column, key in [(31, "tabBar"), (54, "pages")]
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{ "extEnable": "yes" }', 'extEnable is "yes"; expected true or false'),
        ('{ "extEnable": true, "ext": [] }', "ext is a list; expected an object"),
        ('{ "extPages": { "a": 1 } }', "extPages.a is 1; expected an object"),
        ("{", "expected"),
        ("[]", "a list; expected an object with curly brackets"),
    ],
)
def test_ext_json_that_is_wrong(play: Play, text: str, wrong: str) -> None:
    with pytest.raises(FaultsError, match=r"ext\.json:1:\d") as error:
        play("", file=INDEX, files={"ext.json": text})
    assert wrong in str(error.value)
