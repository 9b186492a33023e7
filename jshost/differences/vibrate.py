"""How phones vibrate."""

from __future__ import annotations

TYPES = ("heavy", "medium", "light")
"""How strong a short vibration can be (D)."""
TYPES_SINCE = "2.13.0"
"""The base library from which on that can be said (D). Those that do not say it are served as well
(F wxc/0006405b42871807c54cb8b3851400), though it is required (D).
"""
WRONG_TYPE = "fail style is not support"
"""For a strength that there is none of (D, for phones that know no strengths; here I)."""
