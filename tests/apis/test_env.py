"""环境变量: wx.env."""

from __future__ import annotations

from typing import Any

import pytest

from .calls import Play
from .samples.sample import INDEX


@pytest.mark.parametrize(
    ("dialect", "path"),
    [("devtools", "http://usr"), ("ios", "http://usr"), ("android", "wxfile://usr")],
)
@pytest.mark.parametrize("file", ["", INDEX])
def test_folder_of_the_users_files(
    play: Play, heard: Any, dialect: str, path: str, file: str
) -> None:
    assert heard(play("say(wx.env);", file=file, dialect=dialect)) == [{"USER_DATA_PATH": path}]


def test_it_is_there_in_every_base_library(play: Play, heard: Any) -> None:
    host = play("say(wx.env.USER_DATA_PATH);", base_library="1.0.0")
    assert heard(host) == ["http://usr"]


def test_it_is_one_object_and_the_guests_own(play: Play, heard: Any) -> None:
    host = play("""
        say([wx.env === wx.env, Object.getPrototypeOf(wx.env) === Object.prototype]);
        wx.env.USER_DATA_PATH += '/mine';
        say(wx.env.USER_DATA_PATH);
        wx.env = 5;
        say(wx.env);
    """)
    assert heard(host) == [[True, True], "http://usr/mine", 5]
    assert host.calls() == []


def test_one_guest_does_not_see_what_another_did(play: Play, heard: Any) -> None:
    play("wx.env.USER_DATA_PATH = 'mine'; wx.env.more = 1;")
    assert heard(play("say(wx.env);")) == [{"USER_DATA_PATH": "http://usr"}]
