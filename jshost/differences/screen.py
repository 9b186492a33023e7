"""The phone's screen."""

from __future__ import annotations

WRONG_BRIGHTNESS = "fail:value invalid"
"""For a brightness that is not from 0 to 1 (F, of Android phones; of others I)."""
