"""The phone's address book and its calendar: what programs have added, as state that a test can
look at.
"""

from __future__ import annotations

from collections.abc import Mapping

from jshost.frozen import Frozen


class AddedContact(Frozen):
    """A person that a program has added: its fields, and whether that was to one who was there."""

    fields: Mapping[str, str]
    existing: bool


class CalendarEvent(Frozen):
    """An event that a program has added. Times are in seconds since 1970; `alarm` is how many
    seconds before it the user is reminded, None for never; `repeat` is how often it comes ("" for
    once), until `repeat_until` (None: for ever).
    """

    title: str
    start: float
    end: float
    all_day: bool
    description: str
    location: str
    alarm: float | None
    repeat: str = ""
    repeat_until: float | None = None
