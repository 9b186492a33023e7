"""Random values, and the key that a user shares with the program's server."""

from __future__ import annotations

MAX_LENGTH = 1024 * 1024
"""The most bytes that wx.getRandomValues gives at once (D)."""
INVALID_LENGTH = "fail invalid random value length"
INVALID_LENGTH_ERRNO = 109001
"""For a length that is no whole number from 1 to MAX_LENGTH: text and errno as the list of errno
has them (D); that 0 is refused is inferred (I).
"""
