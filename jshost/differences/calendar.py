"""What adding to the phone's calendar fails with."""

from __future__ import annotations

NOT_ALLOWED = "fail system permission denied"
"""Where the system does not let WeChat use the calendar (F for other APIs; here I)."""
NO_TIME = "fail parameter error: parameter.{name} should be a time in seconds;"
"""For a time that is none (I)."""
LAST_TIME = 8.64e12
"""The last second that a Date can hold."""
