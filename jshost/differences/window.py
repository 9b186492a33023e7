"""How pages turn with the phone."""

from __future__ import annotations

AUTO_SINCE = "2.4.0"
"""The base library from which on pages turn whose `pageOrientation` is auto (D, resizable.html)."""
LANDSCAPE_SINCE = "2.5.0"
"""The one from which on those lie whose `pageOrientation` is landscape (D)."""
RESIZABLE_SINCE = "2.3.0"
"""The one from which on a program whose app.json is `resizable` turns with an iPad (D)."""
TABLET = "iPad"
"""How the models of those begin that heed `resizable`, and no `pageOrientation` (D)."""
NOT_A_COMPUTER = "fail not supported"
"""For wx.setWindowSize on phones: it is for computers (D; the text is I)."""
GIVEN_UP = "fail deprecated"
"""For it since `GIVEN_UP_SINCE` on all of them (D; the text is F
wxc/00084ab3df05f826602b561fd51800).
"""
GIVEN_UP_SINCE = "2.11.0"
PAGE_RESIZE_SINCE = "2.4.0"
"""The one that has Page.onResize (D)."""
