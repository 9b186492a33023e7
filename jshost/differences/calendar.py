"""What adding to the phone's calendar fails with."""

from __future__ import annotations

NO_TIME = "fail parameter error: parameter.{name} should be a time in seconds;"
"""For a time that is none (I)."""
LAST_TIME = 8.64e12
"""The last second that a Date can hold."""
