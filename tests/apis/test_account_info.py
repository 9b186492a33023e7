"""帐号信息: wx.getAccountInfoSync."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost.differences import LATEST

from .calls import Play
from .samples.sample import INDEX

SAY = "say(wx.getAccountInfoSync());"
NEW = {"envVersion": "develop", "version": ""}


def test_app_id(play: Play, heard: Any) -> None:
    host = play(SAY, app_id="wx0123456789abcdef")
    assert heard(host) == [{"miniProgram": {"appId": "wx0123456789abcdef", **NEW}}]


def test_nobodys_app_id(play: Play, heard: Any) -> None:
    assert heard(play(SAY)) == [{"miniProgram": {"appId": "touristappid", **NEW}}]


@pytest.mark.parametrize(
    ("given", "found"),
    [({}, "wxproject"), ({"app_id": "wxgiven"}, "wxgiven")],
)
def test_app_id_of_a_project(play: Play, heard: Any, given: dict[str, str], found: str) -> None:
    config = {"project.config.json": json.dumps({"appid": "wxproject"})}
    host = play(SAY, file=INDEX, files=config, **given)
    assert heard(host) == [{"miniProgram": {"appId": found, **NEW}}]


@pytest.mark.parametrize(
    ("library", "fields"),
    [
        ("2.2.2", ["appId"]),
        ("2.9.99", ["appId"]),
        ("2.10.0", ["appId", "envVersion"]),
        ("2.10.1", ["appId", "envVersion"]),
        ("2.10.2", ["appId", "envVersion", "version"]),
        (LATEST, ["appId", "envVersion", "version"]),
    ],
)
def test_fields_by_base_library(play: Play, heard: Any, library: str, fields: list[str]) -> None:
    host = play("say(Object.keys(wx.getAccountInfoSync().miniProgram));", base_library=library)
    assert heard(host) == [fields]


def test_each_call_gives_an_object_of_its_own(play: Play, heard: Any) -> None:
    text = "wx.getAccountInfoSync().miniProgram.appId = 'forged'; say(wx.getAccountInfoSync());"
    assert heard(play(text, app_id="wxown")) == [{"miniProgram": {"appId": "wxown", **NEW}}]
