"""振动: wx.vibrateLong and wx.vibrateShort."""

from __future__ import annotations

import pytest

from jshost.trace import EventRecord

from .calls import CallApi, Play


@pytest.mark.parametrize(
    ("api", "options", "told"),
    [
        ("vibrateLong", "", {"duration": 400}),
        ("vibrateShort", "", {"duration": 15}),
        ("vibrateShort", "type: 'heavy'", {"duration": 15, "type": "heavy"}),
        ("vibrateShort", "type: 'medium'", {"duration": 15, "type": "medium"}),
        ("vibrateShort", "type: 'light'", {"duration": 15, "type": "light"}),
    ],
)
def test_it_is_in_the_trace(play: Play, api: str, options: str, told: dict[str, object]) -> None:
    host = play(f"wx.{api}({{ {options} }});")
    (record,) = host.trace.of(EventRecord)
    assert (record.name, record.detail) == (api, told)


def test_unknown_type(play: Play, call: CallApi) -> None:
    expected = ("fail", {"errMsg": "vibrateShort:fail style is not support"})
    assert call("vibrateShort", "type: 'weak'") == expected
    assert play("wx.vibrateShort({ type: 'weak', fail() {} });").trace.of(EventRecord) == []


def test_older_libraries_know_no_types(call: CallApi) -> None:
    assert call("vibrateShort", "type: 'weak'", base_library="2.12.9")[0] == "success"
