"""Calling by telephone."""

from __future__ import annotations

NO_NUMBER = "fail"
"""For a program that calls nobody (F, of Android phones; of others I)."""
CANCEL = "fail cancel"
"""For a user who does not call (F wxc/000828ea8ecf20240efa006e253400: it fails; the text is I)."""
ALWAYS_OK = ("android",)
"""Where wx.makePhoneCall succeeds as soon as its user has come back from dialling, whether they
have called or not (F).
"""
