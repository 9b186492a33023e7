"""What a host is told: a scenario file is checked where it says it, all else as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host, checks
from jshost.errors import InputError
from jshost.world.scenario import Scenario


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "s.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ngrant = ['scope.recrod']", ":2: grant[1]: unknown scope 'scope.recrod'; did you"),
        ("grant = 'scope.record'\ndeny = 'scope.record'", ":2: deny: scope.record is both granted"),
        ("[answers]\nshowModal = 'maybe'", ":2: answers.showModal: 'maybe' is no answer"),
        ("[answers]\ngetStorage = 'x'", ":2: answers.getStorage: 'getStorage' asks the user not"),
        ("\n\nbase_library = '2'", ":3: base_library: '2' should be a version such as 2.0.0"),
    ],
)
def test_what_a_file_says_has_its_line(
    tmp_path: Path, make_host: Callable[..., Host], text: str, expected: str
) -> None:
    path = write(tmp_path, text)
    for read in (lambda: checks.load_scenario(path), lambda: make_host(scenario=path)):
        with pytest.raises(InputError) as caught:
            read()
        assert str(caught.value).startswith(f"{path}{expected}")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"grant": ["x"]}, "unknown scope 'x'; known are scope.userInfo"),
        ({"grant": ["scope.recrod"]}, "unknown scope 'scope.recrod'; did you mean scope.record?"),
        ({"deny": ["scope.camera"]}, "scope.camera is both granted and denied; choose one"),
        ({"answers": {"scope.recrod": "allow"}}, "unknown scope 'scope.recrod'; did you mean"),
        ({"answers": {"showModal": ["confirm", "x"]}}, "'x' is no answer to showModal; possible"),
        ({"answers": {"x": "y"}}, "'x' asks the user nothing; a scope does, and addPhoneContact"),
        ({"answers": {"openSetting": "+scope.x"}}, "unknown scope 'scope.x'; did you mean"),
        ({"base_library": "2"}, "base library '2' should be a version such as 2.0.0"),
        ({"base_library": "2.0.0.0"}, "base library '2.0.0.0' should be a version such as 2.0.0"),
        ({"base_library": "9" * 5000}, "base library '99999"),
        ({"dialect": "symbian"}, "dialect 'symbian' should be one of devtools, android, ios"),
    ],
)
def test_what_a_host_is_given(
    tmp_path: Path, make_host: Callable[..., Host], settings: dict[str, Any], expected: str
) -> None:
    """On its own, and together with what a scenario says."""
    path = write(tmp_path, "grant = 'scope.camera'")
    with pytest.raises(InputError) as caught:
        make_host(scenario=path, **settings)
    assert str(caught.value).startswith(expected)


def test_settings_win_over_the_scenario(tmp_path: Path) -> None:
    path = write(tmp_path, "seed = 5\nbase_library = '2.0.0'\ntitle = 'a'")
    found = checks.scenario(str(path), {"base_library": "2.1.0", "title": None})
    assert (found.seed, found.base_library, found.title) == (5, "2.1.0", "a")
    assert checks.scenario(None, {}) == Scenario()
