"""Scenario files: every key is checked, and said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from jshost.errors import InputError
from jshost.world.scenario import Scenario, load


def read(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "s.toml"
    path.write_text(text, "utf-8")
    return load(path)


def test_an_empty_file_is_the_default_scenario(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Scenario()


def test_values_are_taken_as_the_scenario_has_them(tmp_path: Path) -> None:
    scenario = read(
        tmp_path,
        """
        grant = ["scope.record"]
        answers = { showModal = ["confirm", "cancel"], openSetting = "leave" }
        location = { latitude = 39 }
        werun = { steps = [1, 2] }
        files = { "wxfile://a.png" = "a.png" }
        """,
    )
    assert scenario.grant == ("scope.record",)
    assert scenario.answers == {"showModal": ("confirm", "cancel"), "openSetting": ("leave",)}
    assert scenario.location.latitude == 39.0
    assert scenario.werun.steps == (1, 2)
    assert scenario.files == {"wxfile://a.png": tmp_path / "a.png"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clok = 'real'", "unknown key clok; did you mean clock?"),
        ("FIELDS = []", "unknown key FIELDS"),
        ("[location]\nDEFAULTS = {}", "unknown key location.DEFAULTS"),
        ("[location]\nlatitude = 'north'", "location.latitude should be a number, not 'north'"),
        ("clock = 'fast'", "clock should be one of real, virtual, not 'fast'"),
        ("seed = true", "seed should be a whole number, not True"),
        ("location = 1", "location should be a table"),
        ("answers = 1", "answers should be a table"),
        ("grant = [1]", "grant should be a string, not 1"),
        ("= 1", "not a scenario"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(InputError, match=r"s\.toml: ") as caught:
        read(tmp_path, text)
    assert expected in str(caught.value)
