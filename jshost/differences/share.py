"""What the menu of a page offers."""

from __future__ import annotations

FRIEND, TIMELINE = "shareAppMessage", "shareTimeline"
"""The buttons for sending a page to a friend, and for putting it on one's timeline (D)."""
SHOWN = (FRIEND,)
HIDDEN = (FRIEND, TIMELINE)
"""The buttons that wx.showShareMenu shows and wx.hideShareMenu hides, unless `menus` says others
(D).
"""
MENUS_SINCE = "2.11.3"
"""The base library from which on `menus` is read (D)."""
NO_BUTTON = 'fail invalid menus "{name}"'
"""For a button that there is none of (I)."""
TOGETHER = f"fail {TIMELINE} is shown together with {FRIEND}, and {FRIEND} hidden with {TIMELINE}"
"""For showing the one button without the other, or hiding the other without the one, which has to
be done together (D; the text is I).
"""
