"""Samples of jshost/apis/calendar.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "addPhoneCalendar": Sample("title: 'x', startTime: 1000", scope="scope.addPhoneCalendar"),
    "addPhoneRepeatCalendar": Sample("title: 'x', startTime: 1000", scope="scope.addPhoneCalendar"),
}
KNOWN_DIFFERENCES = {
    ("addPhoneRepeatCalendar", "scope"): "the list of scopes has it (D), its own page does not",
}
