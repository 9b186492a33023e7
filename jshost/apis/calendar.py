"""日历: events that are added to the phone's calendar (`phone.calendar`).

`path` and `signature`, a link to the program that is put into the description, change nothing here.
"""

from __future__ import annotations

from typing import Any, Literal

from jshost.call import Call
from jshost.differences import NO_TAP
from jshost.differences.calendar import LAST_TIME, NO_TIME
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.address_book import CalendarEvent

wx = Family("device/calendar", kind="simulated")


@wx.api("addPhoneCalendar", since="2.15.0", scope="scope.addPhoneCalendar")
def add_phone_calendar(
    call: Call,
    *,
    title: str,
    startTime: float,
    allDay: bool = False,
    description: str = "",
    location: str = "",
    endTime: Any = None,
    alarm: bool = True,
    alarmOffset: float = 0,
    path: str = "",
    signature: str = "",
) -> None:
    """Add an event. Times are in seconds since 1970; `endTime`, a number or a text, is the start
    if it is left out (D).
    """
    start = _time("startTime", startTime)
    end = start if endTime is None else _time("endTime", endTime)
    offset = alarmOffset if alarm else None
    _add(call, CalendarEvent(title, start, end, allDay, description, location, offset))


@wx.api("addPhoneRepeatCalendar", since="2.15.0", scope="scope.addPhoneCalendar")
def add_phone_repeat_calendar(
    call: Call,
    *,
    title: str,
    startTime: float,
    allDay: bool = False,
    description: str = "",
    location: str = "",
    endTime: Any = None,
    alarm: bool = True,
    alarmOffset: float = 0,
    repeatInterval: Literal["day", "week", "month", "year"] = "month",
    repeatEndTime: float | None = None,
    path: str = "",
    signature: str = "",
) -> None:
    """Add an event that comes again and again, for ever without `repeatEndTime`."""
    start = _time("startTime", startTime)
    end = start if endTime is None else _time("endTime", endTime)
    until = None if repeatEndTime is None else _time("repeatEndTime", repeatEndTime)
    offset = alarmOffset if alarm else None
    event = CalendarEvent(title, start, end, allDay, description, location, offset)
    _add(call, event.replace(repeat=repeatInterval, repeat_until=until))


def _time(name: str, given: Any) -> float:
    """Return a number of seconds. Raises ApiError for what is none."""
    try:
        seconds = float(given) if isinstance(given, int | float | str) else LAST_TIME + 1
    except (ValueError, OverflowError):
        seconds = LAST_TIME + 1
    if not 0 <= seconds <= LAST_TIME:
        raise ApiError(NO_TIME.format(name=name))
    return seconds


def _add(call: Call, event: CalendarEvent) -> None:
    """Add an event. The user has to have tapped (D)."""
    if not call.tapped:
        raise ApiError(NO_TAP)
    call.phone.calendar.append(event)
    call.tell(event.asdict())
