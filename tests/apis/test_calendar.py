"""日历: wx.addPhoneCalendar and wx.addPhoneRepeatCalendar."""

from __future__ import annotations

from typing import Any

import pytest

from jshost.world.address_book import CalendarEvent

from .calls import Play
from .samples.sample import INDEX

ONCE = CalendarEvent("x", 1000, 1000, False, "", "", 0)


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ("", {}),
        ("allDay: true, description: 'd', location: 'l'",
         {"all_day": True, "description": "d", "location": "l"}),
        ("endTime: 2000", {"end": 2000}),
        ("endTime: '2000'", {"end": 2000}),
        ("alarmOffset: 600", {"alarm": 600}),
        ("alarm: false, alarmOffset: 600", {"alarm": None}),
        ("path: 'a', signature: 'b'", {}),
    ],
)  # fmt: skip
def test_add_phone_calendar(play: Play, options: str, changed: dict[str, Any]) -> None:
    host = play(f"wx.addPhoneCalendar({{ title: 'x', startTime: 1000, {options} }});")
    assert host.phone.calendar == [ONCE.replace(**changed)]
    host.reset()
    assert len(host.phone.calendar) == 1


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ("", {"repeat": "month"}),
        ("repeatInterval: 'day'", {"repeat": "day"}),
        ("repeatInterval: 'never'", {"repeat": "month"}),
        ("repeatInterval: 'year', repeatEndTime: 5000", {"repeat": "year", "repeat_until": 5000}),
    ],
)
def test_add_phone_repeat_calendar(play: Play, options: str, changed: dict[str, Any]) -> None:
    host = play(f"wx.addPhoneRepeatCalendar({{ title: 'x', startTime: 1000, {options} }});")
    assert host.phone.calendar == [ONCE.replace(**changed)]


APIS = ["addPhoneCalendar", "addPhoneRepeatCalendar"]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("startTime", "-1"), ("startTime", "NaN"), ("startTime", "1e400"), ("startTime", "1e13"),
        ("endTime", "'tomorrow'"), ("endTime", "{}"), ("endTime", "[]"), ("endTime", "-1"),
        ("endTime", "'1e999'"), ("endTime", "'nan'"), ("endTime", "new Date(0)"),
    ],
)  # fmt: skip
def test_times_that_are_none(play: Play, heard: Any, api: str, name: str, time: str) -> None:
    options = f"title: 'x', startTime: 1, {name}: {time}"
    host = play(f"wx.{api}({{ {options}, fail(r) {{ say(r.errMsg); }} }});")
    text = f"fail parameter error: parameter.{name} should be a time in seconds;"
    assert heard(host) == [f"{api}:{text}"]
    assert host.phone.calendar == []


@pytest.mark.parametrize("api", APIS)
def test_needs_a_tap(play: Play, heard: Any, api: str) -> None:
    script = f"wx.{api}({{ title: 'x', startTime: 1, fail(r) {{ say(r.errMsg); }} }});"
    host = play(script, file=INDEX)
    assert heard(host) == [f"{api}:fail can only be invoked by user TAP gesture."]


@pytest.mark.parametrize(("library", "prompts"), [("2.15.0", 0), ("2.24.0", 1)])
def test_scope_by_library(play: Play, library: str, prompts: int) -> None:
    script = "wx.addPhoneCalendar({ title: 'x', startTime: 1 });"
    host = play(script, base_library=library)
    assert len(host.prompts) == prompts
    assert len(host.phone.calendar) == 1
