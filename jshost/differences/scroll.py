"""How pages are scrolled."""

from __future__ import annotations

NO_VIEW = "fail selector needs the view layer: no page is rendered"
"""For wx.pageScrollTo with a selector: nothing is there to be selected (ours)."""
SELECTOR_SINCE = "2.7.3"
"""The base library from which on `selector` is read (D); `scrollTop` goes before it (F
wxc/000084b3f08188677ae844c2a50800).
"""
MAX_DURATION = 2**31 - 1
"""How many milliseconds scrolling takes at most: as long as a timer can be (I)."""
